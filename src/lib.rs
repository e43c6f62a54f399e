//! `finops-bot`: which FinOps Foundation training is right for me?
