#!/usr/bin/env bash
# One would guess: an Argon2id hash takes its 19 MiB and gives them back, since blocks above 128 KiB are mapped and
# unmapped by glibc's malloc; a server that has answered a burst of sign-ins is as small as before.
# What happens: freeing the first block raises glibc's threshold for mapping to that size (mallopt(3),
# M_MMAP_THRESHOLD is dynamic). From then on the blocks come from the arenas of the threads and stay there: 32 hashes
# at once leave hundreds of megabytes resident, for good. With a fixed threshold nothing stays. OWASP's 19 MiB lie
# below the limit of 32 MiB to which the threshold rises.
# Seen since glibc 2.36 (Debian 12) with argon2-cffi 25.1.0, which calls the reference library; a Rust program on the
# system allocator behaves alike.
# For a sign-in page: its server is killed for lack of memory by a burst. Hash in few threads with reused memory, or
# set MALLOC_MMAP_THRESHOLD_.
source "$(dirname "$0")/lib.sh"

pip_packages argon2-cffi==25.1.0
cat >observe.py <<'PY'
import platform
import sys
import threading

from argon2.low_level import Type, hash_secret_raw


def resident():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) // 1024 for line in status if line.startswith("VmRSS"))


def one_hash():
    hash_secret_raw(b"a password", b"a salt of its own", time_cost=2, memory_cost=19456, parallelism=1, hash_len=32, type=Type.ID)


key, threads = sys.argv[1], [threading.Thread(target=one_hash) for _ in range(32)]
one_hash()
before = resident()
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(f"{key}.mebibytes-kept", resident() - before)
print("glibc", platform.libc_ver()[1])
PY
observe python3 observe.py default
observe env MALLOC_MMAP_THRESHOLD_=1048576 python3 observe.py fixed-threshold

versions "glibc $(fact glibc), argon2-cffi 25.1.0"
expected "less than one block in both cases"
seen_at_least default.mebibytes-kept 200
seen_at_most fixed-threshold.mebibytes-kept 18
done_here
