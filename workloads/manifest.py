#!/usr/bin/env python3
"""Fills in the measured part of manifest.json: sizes and hashes of the ELF files, flags, and, by
running them under qemu, outputs and instruction counts.

Written by hand in the manifest: name, title, stresses, kind, sources, and the arguments, standard
input and environment of each size. Everything else comes from here. Programs are run whose ELF
file is new, which have a size without "stdout", or which are named on the command line.

    ./manifest.py [NAME...]

Needs gcc and qemu-user; takes a few minutes for all programs. The instruction counts are those of
qemu, an implementation that is not ours; the tests compare Orrery's with them.
"""

import hashlib
import json
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
RESOURCES = HERE / "src/main/resources/dev/orrery/workloads"
MANIFEST = RESOURCES / "manifest.json"
QEMU = {"rv64gc": "qemu-riscv64", "rv32imac": "qemu-riscv32"}

# Where floating point is emulated the longer sizes take minutes; they are counted elsewhere.
COUNTED = {"rv64gc": ("small", "medium", "large"), "rv32imac": ("small",)}


def targets(program, name):
    """The builds of a program, as build.sh makes them: target, ISA, linkage, ELF file."""
    if program["kind"] == "libc":
        yield "rv64gc-glibc", "rv64gc", "static", f"rv64gc/{name}.elf"
        return
    yield "rv64gc", "rv64gc", "static", f"rv64gc/{name}.elf"
    yield "rv32imac", "rv32imac", "static", f"rv32imac/{name}.elf"
    if name == "quicksort":
        yield "rv64gc-pie", "rv64gc", "static-pie", f"rv64gc/{name}-pie.elf"


def run(isa, elf, size, plugin):
    """Standard output, exit code and instruction count of one run."""
    with tempfile.TemporaryDirectory() as directory:
        arguments = [a.replace("{directory}", directory) for a in size["arguments"]]
        stdin = (RESOURCES / size["stdin"]).read_bytes() if "stdin" in size else b""
        done = subprocess.run(
            [QEMU[isa], "-plugin", plugin, RESOURCES / elf, *arguments],
            input=stdin, env=size["environment"], capture_output=True, check=False)
    return done.stdout.decode(), done.returncode, int(done.stderr.split()[-1])


def measure(program, build, plugin):
    """Runs one build at the sizes counted for its ISA and enters what came out."""
    build["instructions"] = {}
    for name, size in program["sizes"].items():
        if name not in COUNTED[build["isa"]]:
            continue
        stdout, code, count = run(build["isa"], build["file"], size, plugin)
        expected = (size.setdefault("stdout", stdout), size.setdefault("exitCode", code))
        if (stdout, code) != expected:
            sys.exit(f"{build['file']} at size {name}: {stdout!r}, exit code {code}; "
                     f"another build has {expected[0]!r}, exit code {expected[1]}")
        if code != 0:
            sys.exit(f"{build['file']} at size {name} failed: {stdout!r}, exit code {code}")
        if program["kind"] != "libc":  # a C library's start depends on the machine it finds
            build["instructions"][name] = count


def pretty(value, indent=""):
    """JSON with whatever fits on a line on one line."""
    flat = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, (dict, list)) or len(indent) + len(flat) <= 96:
        return flat
    inner = indent + "  "
    if isinstance(value, list):
        items = [pretty(item, inner) for item in value]
    else:
        items = [f"{json.dumps(key)}: {pretty(item, inner)}" for key, item in value.items()]
    left, right = "[]" if isinstance(value, list) else "{}"
    return left + "\n" + ",\n".join(inner + item for item in items) + "\n" + indent + right


def command(*words):
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout


def is_stale(program, builds):
    known = {build["file"]: build["sha256"] for build in program.get("builds", [])}
    return (any(known.get(build["file"]) != build["sha256"] for build in builds)
            or any("stdout" not in size for size in program["sizes"].values()))


def main(names):
    manifest = json.loads(MANIFEST.read_text())
    used = {}
    with tempfile.TemporaryDirectory() as scratch:
        plugin = scratch + "/count.so"
        command("gcc", "-shared", "-fPIC", "-O2", HERE / "src/guest/tools/count.c", "-o", plugin)
        for program in manifest["programs"]:
            builds = []
            for target, isa, linkage, elf in targets(program, program["name"]):
                content = (RESOURCES / elf).read_bytes()
                builds.append({"target": target, "isa": isa, "linkage": linkage, "file": elf,
                               "bytes": len(content),
                               "sha256": hashlib.sha256(content).hexdigest()})
                used[target] = {"flags": command(HERE / "build.sh", "--flags", target).strip()}
            if is_stale(program, builds) or program["name"] in names:
                print(program["name"], flush=True)
                for size in program["sizes"].values():
                    size.pop("stdout", None)
                    size.pop("exitCode", None)
                for build in builds:
                    measure(program, build, plugin)
            else:
                counts = {build["file"]: build["instructions"] for build in program["builds"]}
                for build in builds:
                    build["instructions"] = counts[build["file"]]
            program["builds"] = builds
    MANIFEST.write_text(pretty({"targets": used, "programs": manifest["programs"]}) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
