package dev.orrery.spec.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A compiled set of instruction tables.
 *
 * @param name for example {@code rv64gc}
 * @param xlen bits of an address and of the program counter: 32 or 64
 * @param elfMachine the ELF {@code e_machine} number its programs carry
 * @param elfFlags the {@code e_flags} of programs that are assembled for it
 * @param insnOrder byte order of instruction words; big-endian ones all have one length
 * @param dataOrder byte order of data, as the operating system's conventions have it; loads and
 *     stores of the rows swap bytes themselves where it is big-endian
 * @param extensions names of the table files it was made from, in order
 * @param parameters values of the tables' parameters, for example {@code XLEN}
 * @param files register files
 * @param registers single registers
 * @param csrs control and status registers that have a name, for listings: whether a program can
 *     reach one is said by the rows
 * @param slots length of a hart's register array
 * @param rows all instructions; {@code rows.get(i).id() == i}
 * @param aliases other ways to write some words of the rows, in the tables' order
 * @param asm what assembly text may hold besides rows and aliases
 * @param decoder finds a word's row
 * @param abi the operating system conventions that the tables declare; null for none
 * @param illegalCause cause number of an illegal instruction exception
 * @param hash SHA-256 of the tables' text and of the language's version, in hex: the key of
 *     everything generated from them
 */
public record Isa(
    String name,
    int xlen,
    int elfMachine,
    int elfFlags,
    ByteOrder insnOrder,
    ByteOrder dataOrder,
    List<String> extensions,
    Map<String, Long> parameters,
    List<RegisterFile> files,
    List<Register> registers,
    List<Csr> csrs,
    int slots,
    List<Row> rows,
    List<Alias> aliases,
    AsmSpec asm,
    Decoder decoder,
    @Nullable AbiSpec abi,
    int illegalCause,
    String hash) {
  public Isa {
    extensions = List.copyOf(extensions);
    parameters = Map.copyOf(parameters);
    files = List.copyOf(files);
    registers = List.copyOf(registers);
    csrs = List.copyOf(csrs);
    rows = List.copyOf(rows);
    aliases = List.copyOf(aliases);
  }

  /** A little-endian instruction set. */
  public Isa(
      String name,
      int xlen,
      int elfMachine,
      List<String> extensions,
      Map<String, Long> parameters,
      List<RegisterFile> files,
      List<Register> registers,
      List<Csr> csrs,
      int slots,
      List<Row> rows,
      List<Alias> aliases,
      AsmSpec asm,
      Decoder decoder,
      @Nullable AbiSpec abi,
      int illegalCause,
      String hash) {
    this(
        name,
        xlen,
        elfMachine,
        0,
        ByteOrder.LITTLE,
        ByteOrder.LITTLE,
        extensions,
        parameters,
        files,
        registers,
        csrs,
        slots,
        rows,
        aliases,
        asm,
        decoder,
        abi,
        illegalCause,
        hash);
  }

  /**
   * The register file called {@code name}.
   *
   * @throws IllegalArgumentException if there is none
   */
  public RegisterFile file(String name) {
    for (RegisterFile f : files) {
      if (f.name().equals(name)) {
        return f;
      }
    }
    throw new IllegalArgumentException(this.name + " has no register file " + name);
  }

  /**
   * The single register called {@code name}.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Register register(String name) {
    for (Register r : registers) {
      if (r.name().equals(name)) {
        return r;
      }
    }
    throw new IllegalArgumentException(this.name + " has no register " + name);
  }
}
