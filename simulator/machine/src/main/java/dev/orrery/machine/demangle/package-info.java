/**
 * Names of C++ and Rust as programmers write them, from the names that linkers use: the Itanium C++
 * ABI's mangling (GCC's and Clang's), Rust's own (RFC 2603) and its older one, which borrows from
 * C++. {@link dev.orrery.machine.demangle.Demangler} is the way in: {@code
 * Demangler.demangle("_ZN3foo3barEv")} is {@code foo::bar()}.
 *
 * <p>Where a matter of taste is open (spaces, which abbreviations stay), names look as GNU {@code
 * c++filt --no-verbose} writes them, since that is what people search for.
 *
 * <p>The package is usable alone: it takes text, gives text, and shares no class with the rest of
 * Orrery. Names come from files of unknown origin. What is no such name, or is damaged, nested too
 * deeply or too long, has no answer, and that is all that happens: reading and writing are bounded
 * by {@link dev.orrery.machine.demangle.Limits}, since a name of a hundred characters can stand for
 * gigabytes.
 *
 * <p>What must not live here: symbol tables, files, and names of other languages' manglings that
 * tell them from text only by guessing.
 *
 * <p>Sources: Itanium C++ ABI, section 5.1 "External Names (a.k.a. Mangling)", whose productions
 * are named in comments; Rust RFC 2603 "Rust Symbol Mangling v0".
 */
@NullMarked
package dev.orrery.machine.demangle;

import org.jspecify.annotations.NullMarked;
