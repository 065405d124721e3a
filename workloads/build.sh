#!/usr/bin/env bash
# Rebuilds the guest programs, byte for byte.
#
#   build.sh                     rebuilds the committed ELF files in place
#   build.sh --check             rebuilds them elsewhere and compares; changes nothing
#   build.sh --native DIR        builds the same programs for this x86-64 host, into DIR
#   build.sh --target TARGET DIR builds them for a target of which nothing is committed, into DIR:
#                                rv32im, rv32i or rv64im, for the models of cores without compressed code
#   build.sh --micro FILE        builds micro/, which is one file for Linux and for virtual machines
#   build.sh --flags TARGET      prints the compiler flags of a target
#   build.sh ... NAME...         the same for some programs only
#
# Exit codes: 0 good, 1 a program differs or does not compile, 2 usage,
# 77 the compilers here are not those that made the committed files.
set -euo pipefail
shopt -s inherit_errexit
export LC_ALL=C SOURCE_DATE_EPOCH=0

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
guest=. # compilers run in src/guest, so that no path of this host is in a file or among the flags
committed=$here/src/main/resources/dev/orrery/workloads

# What made the committed files: Debian 12's gcc-riscv64-linux-gnu, gcc-riscv64-unknown-elf and
# libc6-dev-riscv64-cross. Other versions generate other code.
declare -A compiler=(
  [rv64gc]=riscv64-linux-gnu-gcc
  [rv64gc-pie]=riscv64-linux-gnu-gcc
  [rv64gc-glibc]=riscv64-linux-gnu-gcc
  [rv32imac]=riscv64-unknown-elf-gcc
  [rv32im]=riscv64-unknown-elf-gcc
  [rv32i]=riscv64-unknown-elf-gcc
  [rv64im]=riscv64-unknown-elf-gcc
  [x86-64]=gcc
)
expected_toolchain="\
riscv64-linux-gnu-gcc (Debian 12.2.0-13) 12.2.0
GNU assembler (GNU Binutils for Debian) 2.40
GNU ld (GNU Binutils for Debian) 2.40
libc.a 1110141d5bda1096
riscv64-unknown-elf-gcc (12.2.0-14+deb12u1+11+b2) 12.2.0
GNU assembler (2.40-2+4+b1) 2.40
GNU ld (2.40-2+4+b1) 2.40"

# -- flags ------------------------------------------------------------------------------------

# Warnings are for us; the others each keep something out of the code: the host's default position
# independence, unwind tables, stack guards, fused multiply-add (which would change results), and
# calls to an errno that is not there.
common="-std=gnu17 -O2 -Wall -Wextra -Werror -fno-ident -ffp-contract=off"
bare="-ffreestanding -fbuiltin -fno-math-errno -fno-stack-protector -fno-asynchronous-unwind-tables
  -ffunction-sections -fdata-sections"
link="-Wl,--build-id=none -Wl,--gc-sections"
# Lines and inlined calls, so that a profile of a bundled program shows them, and no more: columns,
# views and the places of variables would double the files. DWARF 4, as binutils 2.40 misnumber the
# files of version 5. The 32-bit programs do without.
lines="-g1 -gdwarf-4 -gno-column-info -gno-variable-location-views -fno-var-tracking"
no_libc="-nostdlib -nostartfiles"

declare -A flags=(
  [rv64gc]="$common $lines $bare -march=rv64gc -mabi=lp64d -fno-pie"
  [rv64gc-pie]="$common $lines $bare -march=rv64gc -mabi=lp64d -fPIE"
  [rv64gc-glibc]="$common $lines -march=rv64gc -mabi=lp64d -fno-pie"
  [rv32imac]="$common $bare -march=rv32imac -mabi=ilp32 -fno-pie"
  [rv32im]="$common $bare -march=rv32im -mabi=ilp32 -fno-pie"
  [rv32i]="$common $bare -march=rv32i -mabi=ilp32 -fno-pie"
  [rv64im]="$common $bare -march=rv64im -mabi=lp64 -mcmodel=medany -fno-pie"
  [x86-64]="$common $bare -march=x86-64 -fno-pie -fcf-protection=none"
)

declare -A link_flags=(
  [rv64gc]="$link $no_libc -static -no-pie"
  [rv64gc-pie]="$link $no_libc -static -Wl,-pie -Wl,--no-dynamic-linker -Wl,-z,text"
  [rv64gc-glibc]="$link -static -no-pie"
  [rv32imac]="$link -Wl,--strip-debug $no_libc -static"
  [rv32im]="$link -Wl,--strip-debug $no_libc -static"
  [rv32i]="$link -Wl,--strip-debug $no_libc -static"
  [rv64im]="$link -Wl,--strip-debug $no_libc -static"
  [x86-64]="$link $no_libc -static -no-pie"
)

# One file that Linux starts as a process and a virtual machine by its PVH entry. No loop becomes a
# call of memset, which is not there.
build_micro() { # OUTPUT
  (
    cd "$here/micro"
    gcc $common $bare -march=x86-64 -fno-pie -fcf-protection=none \
      -fno-tree-loop-distribute-patterns $no_libc -static -no-pie -Wl,--build-id=none \
      -Wl,-z,max-page-size=4096 -Wl,-T,micro.ld start.S micro.c -o "$1"
  )
}

usage() {
  sed -n '2,14s/^# \{0,1\}//p' "$here/build.sh" >&2
  exit 2
}

# -- programs ---------------------------------------------------------------------------------

# Subshells are kept out of what is done for each file: on some hosts one takes as long as the
# compiler does for a small file.

names_in() { # DIRECTORY
  (cd "$1" && printf '%s\n' *.c | sed 's/\.c$//' | sort)
}

objcopy="" # that of the targets with lines, which have one compiler

# Compiles a file. Names of files in the result are those seen from the repository's root. What
# debugging information there is must not change how the code is linked: the linker keeps clear of
# the global pointer's limits by the largest alignment of any section.
compile() { # TARGET SOURCE OBJECT FLAG...
  local target=$1 source=$2 object=$3
  shift 3
  "${compiler[$target]}" ${flags[$target]} "-ffile-prefix-map=$here/src/guest=workloads/src/guest" \
    "$@" -c "$source" -o "$object"
  if [[ ${flags[$target]} == *" -g1 "* ]]; then
    "${objcopy:=$("${compiler[$target]}" -print-prog-name=objcopy)}" \
      -R .debug_aranges --set-section-alignment .debug_ranges=1 "$object"
  fi
}

wanted() { # NAME
  [[ ${#only[@]} -eq 0 || " ${only[*]} " == *" $1 "* ]]
}

# Sets `objects` to those of the runtime for a target, in a fixed order. They are compiled once.
runtime_objects() { # TARGET
  local target=$1 directory=$scratch/runtime-$1 source object startup
  [[ $target == x86-64 ]] && startup=x86_64.S || startup=riscv.S
  objects=()
  for source in "$guest/runtime/$startup" "$guest"/runtime/*.c; do
    object=${source##*/}
    object=$directory/${object%.*}.o
    if [[ ! -e $object ]]; then
      mkdir -p "$directory"
      # These define what the compiler would otherwise replace by calls of them.
      compile "$target" "$source" "$object" -fno-builtin -fno-tree-loop-distribute-patterns
    fi
    objects+=("$object")
  done
}

build() { # TARGET SOURCE OUTPUT
  local target=$1 source=$2 output=$3 objects=()
  local object=${source##*/}
  object=$scratch/$target-${object%.c}.o
  mkdir -p "${output%/*}"
  if [[ $target != rv64gc-glibc ]]; then
    runtime_objects "$target"
    objects+=(-lgcc)
  fi
  compile "$target" "$source" "$object" "-I$guest/runtime"
  "${compiler[$target]}" ${flags[$target]} ${link_flags[$target]} \
    "$object" ${objects[@]+"${objects[@]}"} -o "$output"
  chmod 755 "$output" # qemu-user refuses files that are not executable
}

# Everything that is committed, into a directory laid out like the resources.
build_committed() { # DIRECTORY
  local name
  for name in $(names_in "$guest/programs"); do
    wanted "$name" || continue
    build rv64gc "$guest/programs/$name.c" "$1/rv64gc/$name.elf"
    build rv32imac "$guest/programs/$name.c" "$1/rv32imac/$name.elf"
  done
  if wanted quicksort; then # the example of a static position-independent executable
    build rv64gc-pie "$guest/programs/quicksort.c" "$1/rv64gc/quicksort-pie.elf"
  fi
  for name in $(names_in "$guest/libc"); do
    wanted "$name" || continue
    build rv64gc-glibc "$guest/libc/$name.c" "$1/rv64gc/$name.elf"
  done
}

require_compilers() {
  local found
  found=$(
    for gcc in riscv64-linux-gnu-gcc riscv64-unknown-elf-gcc; do
      command -v "$gcc" >/dev/null || { echo "no $gcc"; continue; }
      "$gcc" --version | head -n 1
      "$("$gcc" -print-prog-name=as)" --version | head -n 1
      "$("$gcc" -print-prog-name=ld)" --version | head -n 1
      if [[ $gcc == riscv64-linux-gnu-gcc ]]; then
        echo "libc.a $(sha256sum "$("$gcc" -print-file-name=libc.a)" | cut -c 1-16)"
      fi
    done 2>&1
  ) || true
  if [[ $found != "$expected_toolchain" ]]; then
    echo "build.sh: needs Debian 12's gcc-riscv64-linux-gnu and gcc-riscv64-unknown-elf" >&2
    { diff <(echo "$expected_toolchain") <(echo "$found") || true; } |
      sed -n 's/^< /  expected: /p;s/^> /  found:    /p' >&2
    exit 77
  fi
}

# -- what was asked for -----------------------------------------------------------------------

mode=write target="" output=""
case ${1:-} in
  --check)  mode=check; shift ;;
  --native) [[ $# -ge 2 ]] || usage; mode=elsewhere; target=x86-64; output=$(realpath -m "$2"); shift 2 ;;
  --target)
    [[ $# -ge 3 && $2 == @(rv32im|rv32i|rv64im) ]] || usage
    mode=elsewhere; target=$2; output=$(realpath -m "$3"); shift 3 ;;
  --micro)  [[ $# -eq 2 ]] || usage; build_micro "$(realpath -m "$2")"; exit 0 ;;
  --flags)  [[ $# -eq 2 && -v flags[$2] ]] || usage; echo ${flags[$2]}; exit 0 ;;
  -*)       usage ;;
esac
only=("$@")
cd "$here/src/guest"
for name in ${only[@]+"${only[@]}"}; do
  if [[ ! -e $guest/programs/$name.c && ! -e $guest/libc/$name.c ]]; then
    echo "build.sh: no program is called '$name' (see $here/src/guest)" >&2
    exit 2
  fi
done

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

if [[ $mode == elsewhere ]]; then
  for name in $(names_in "$guest/programs"); do
    if wanted "$name"; then
      build "$target" "$guest/programs/$name.c" "$output/$name"
    fi
  done
  exit 0
fi

require_compilers
build_committed "$scratch/out"

if [[ $mode == write ]]; then
  cp -r --remove-destination "$scratch/out/." "$committed"
  exit 0
fi

status=0
for file in $(cd "$scratch/out" && find . -name '*.elf' | sort); do
  if ! cmp -s "$scratch/out/$file" "$committed/$file"; then
    echo "build.sh: ${file#./} is not what its source builds to" >&2
    status=1
  fi
done
exit $status
