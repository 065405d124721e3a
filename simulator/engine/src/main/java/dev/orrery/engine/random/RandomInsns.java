package dev.orrery.engine.random;

import dev.orrery.spec.ir.Effects;
import dev.orrery.spec.ir.Effects.Location;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.JumpKind;
import dev.orrery.spec.ir.Stmt;
import dev.orrery.spec.model.BitField;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Operand;
import dev.orrery.spec.model.Row;
import dev.orrery.spec.random.RandomWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Single instructions of any row, that leave alone the registers that a program needs. */
final class RandomInsns {
  private static final int TRIES = 30;

  /** What stops a program every time is done once in so many times. */
  private static final int RARELY = 24;

  private final Isa isa;
  private final RandomWords words;
  private final Idioms idioms;
  private final List<Traits> traits = new ArrayList<>();

  /**
   * What matters of a row here.
   *
   * @param written registers of the file with addresses that it may write
   * @param bases operands that it computes addresses from
   * @param jumps whether it may continue elsewhere
   * @param traps whether it always raises an exception
   * @param csr its operand that is the number of a control and status register
   */
  private record Traits(
      List<Expr.Index> written,
      List<Operand> bases,
      boolean jumps,
      boolean traps,
      @Nullable Operand csr) {}

  RandomInsns(Isa isa, RandomWords words, Idioms idioms) {
    this.isa = isa;
    this.words = words;
    this.idioms = idioms;
    for (Row row : isa.rows()) {
      Effects effects = Effects.of(row.body());
      List<Expr.Index> written = new ArrayList<>();
      for (Location l : effects.writes()) {
        if (l instanceof Location.InFile f && f.file().equals(idioms.file())) {
          written.add(f.index());
        }
      }
      traits.add(new Traits(written, Bases.of(row.body()), effects.jumps(), traps(row), csr(row)));
    }
  }

  private static boolean traps(Row row) {
    return row.body().stream().anyMatch(Stmt.Trap.class::isInstance);
  }

  /** Registers that rows find addresses in without naming them in an operand of their own. */
  Set<Integer> fixedBases() {
    Set<Integer> fixed = new TreeSet<>();
    for (Traits t : traits) {
      for (Operand o : t.bases) {
        if (o.field() == null && o.from() == null) {
          fixed.add((int) o.fixed());
        }
      }
    }
    return fixed;
  }

  /** The operand that the row's template prints as the name of a control and status register. */
  private static @Nullable Operand csr(Row row) {
    for (Operand o : row.operands()) {
      if (o.field() != null && row.asm().contains("%csr(" + o.name() + ")")) {
        return o;
      }
    }
    return null;
  }

  /**
   * An instruction of any row; one that jumps goes anywhere.
   *
   * @param reserved registers that it does not write
   * @param pointers registers that are often where it finds an address
   * @return null if chance found none
   */
  @Nullable Insn any(SplittableRandom random, Set<Integer> reserved, List<Integer> pointers) {
    Row row = isa.rows().get(random.nextInt(isa.rows().size()));
    Traits of = traits.get(row.id());
    if (of.jumps || of.traps && random.nextInt(RARELY) != 0) {
      return null; // programs place those that jump
    }
    for (int i = 0; i < TRIES; i++) {
      long word = words.of(row, random);
      if (of.csr != null && random.nextInt(10) != 0) {
        word = with(word, of.csr, idioms.accessible(row, of.csr), random);
      }
      if (random.nextInt(RARELY) != 0) {
        Long pointed = pointed(of.bases, word, pointers, random);
        if (pointed == null) {
          continue;
        }
        word = pointed;
      }
      DecodedInsn insn = isa.decoder().decode(word, World.CODE);
      if (insn != null && insn.row().equals(row) && !writes(of, insn, reserved)) {
        return new Insn(word, insn.length());
      }
    }
    return null;
  }

  /** A computed jump to wherever some register happens to point. */
  @Nullable Insn wildJump(SplittableRandom random, Set<Integer> reserved) {
    for (int i = 0; i < TRIES; i++) {
      Row row = isa.rows().get(random.nextInt(isa.rows().size()));
      Traits of = traits.get(row.id());
      if (of.jumps) {
        Insn insn = jump(row, of, random, reserved);
        if (insn != null) {
          return insn;
        }
      }
    }
    return null;
  }

  private @Nullable Insn jump(Row row, Traits of, SplittableRandom random, Set<Integer> reserved) {
    long word = words.of(row, random);
    DecodedInsn insn = isa.decoder().decode(word, World.CODE);
    return insn == null || insn.jumpKind() == JumpKind.NONE || writes(of, insn, reserved)
        ? null
        : new Insn(word, insn.length());
  }

  private boolean writes(Traits of, DecodedInsn insn, Set<Integer> reserved) {
    for (Expr.Index index : of.written) {
      int number =
          switch (index) {
            case Expr.Index.Fixed f -> f.number();
            case Expr.Index.Of o -> (int) insn.value(o.operand());
          };
      if (reserved.contains(number)) {
        return true;
      }
    }
    return false;
  }

  private static long with(long word, Operand operand, List<Long> values, SplittableRandom random) {
    BitField field = operand.field();
    if (values.isEmpty() || field == null) {
      return word;
    }
    Long changed = Words.with(word, field, values.get(random.nextInt(values.size())));
    return changed == null ? word : changed;
  }

  /** The word with addresses from pointers; null if it cannot name them. */
  private static @Nullable Long pointed(
      List<Operand> bases, long word, List<Integer> pointers, SplittableRandom random) {
    Long result = word;
    for (Operand o : bases) {
      int pointer = pointers.get(random.nextInt(pointers.size()));
      if (o.field() != null) {
        result = Words.with(result, o.field(), pointer);
      } else if (o.fixed() != pointer) {
        result = null;
      }
      if (result == null) {
        break;
      }
    }
    return result;
  }
}
