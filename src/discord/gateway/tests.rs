use super::*;

#[test]
fn every_final_code_says_what_to_change() {
    for code in [4004, 4010, 4011, 4012, 4013, 4014] {
        let close = FatalClose::from_code(code).unwrap();
        assert!(close.to_string().contains(&code.to_string()));
    }
    for code in [1000, 1006, 4000, 4007, 4009, 4015] {
        assert_eq!(FatalClose::from_code(code), None);
    }
}
