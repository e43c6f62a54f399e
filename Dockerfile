# The bot as a container image: its binary, the shared libraries it names, root certificates and
# the data files. There is nothing else in it, no shell either. docs/container.md says how to build
# and run it, deploy/check-image proves what is promised there.

FROM docker.io/library/rust:1.95-slim-bookworm AS build
WORKDIR /build
COPY . .

# Both caches outlive the build: a change compiles only what it touches. cargo compares times, and
# a checkout may be older than what the cache holds, so the sources are made new first.
RUN --mount=type=cache,target=/usr/local/cargo/registry,sharing=locked \
    --mount=type=cache,target=/build/target,sharing=locked \
    find src crates -name '*.rs' -exec touch {} + \
    && cargo build --release --locked --bin finops-bot --target-dir "target/$(uname -m)" \
    && cp "target/$(uname -m)/release/finops-bot" /usr/local/bin/ \
    && finops-bot check

# The final root, as three trees that become three layers: what seldom changes first.
RUN mkdir -p /image/base/etc /image/base/usr/share/doc/finops-bot /image/owned/data \
        /image/data/etc/finops-bot /image/bin/usr/local/bin \
    && for word in $(ldd /usr/local/bin/finops-bot); do \
        case "$word" in /*) cp --dereference --parents "$word" /image/base ;; esac; \
    done \
    && cp --dereference --parents /usr/share/doc/libc6/copyright \
        /usr/share/doc/libgcc-s1/copyright /usr/share/doc/ca-certificates/copyright /image/base \
    && cp LICENSE NOTICE /image/base/usr/share/doc/finops-bot/ \
    && echo 'finops-bot:x:65532:65532::/data:/sbin/nologin' > /image/base/etc/passwd \
    && echo 'finops-bot:x:65532:' > /image/base/etc/group \
    && echo 'hosts: files dns' > /image/base/etc/nsswitch.conf \
    && cp -R catalog.toml roles responses /image/data/etc/finops-bot/ \
    && cp /usr/local/bin/finops-bot /image/bin/usr/local/bin/ \
    && chmod -R u=rwX,go=rX /image

FROM scratch
COPY --from=build /image/base/ /
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build --chown=65532:65532 /image/owned/ /
COPY --from=build /image/data/ /
COPY --from=build /image/bin/ /

# A mount over /etc/finops-bot, or over one of the three, replaces the data files.
ENV FINOPS_CATALOG=/etc/finops-bot/catalog.toml \
    FINOPS_ROLES=/etc/finops-bot/roles \
    FINOPS_RESPONSES=/etc/finops-bot/responses

# Reading the data files takes memory for a moment; with fixed thresholds the allocator gives it
# back instead of keeping it (about 8 MB less resident, see README.md).
ENV MALLOC_TRIM_THRESHOLD_=131072 \
    MALLOC_MMAP_THRESHOLD_=131072

# The only place that can be written to; the root file system may be read-only.
WORKDIR /data
VOLUME ["/data"]
USER 65532:65532

# The bot serves /healthz and /metrics on HTTP_ADDR, 127.0.0.1:8080 unless set: enough for the check
# below, out of reach from outside. HTTP_ADDR=0.0.0.0:8080 opens it to other containers and probes.
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
    CMD ["/usr/local/bin/finops-bot", "health"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["/usr/local/bin/finops-bot"]
CMD ["run"]

ARG VERSION=unknown
ARG REVISION=unknown
LABEL org.opencontainers.image.title="finops-bot" \
      org.opencontainers.image.description="A Discord bot that answers which FinOps Foundation training is right for you" \
      org.opencontainers.image.licenses="MIT AND CC-BY-4.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
