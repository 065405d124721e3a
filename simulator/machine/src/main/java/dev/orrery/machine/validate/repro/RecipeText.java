package dev.orrery.machine.validate.repro;

import dev.orrery.engine.oracle.Footprint.Place;
import dev.orrery.engine.oracle.Footprint.Place.InFile;
import dev.orrery.machine.validate.Step;
import dev.orrery.spec.disasm.Disassembler;
import dev.orrery.spec.disasm.Style;
import dev.orrery.spec.ir.Bits;
import dev.orrery.spec.ir.Effects;
import dev.orrery.spec.model.AbiSpec;
import dev.orrery.spec.model.ByteOrder;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.RegisterFile;
import java.util.Map;
import java.util.OptionalLong;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Writes a recipe as a program: registers are set, the steps follow, and the program ends. The last
 * step may jump: then the program ends with another status. A loop goes on where the step went, and
 * is left where it did not go. What the steps leave in registers is still there at the end, so that
 * it is seen there.
 */
final class RecipeText {
  private static final String TAKEN = "taken";

  private final Isa isa;
  private final Phrases phrases;
  private final Recipe recipe;
  private final Inputs inputs;
  private final InFile number;
  private final InFile status;
  private final int exit;
  private final StringBuilder out = new StringBuilder();

  private RecipeText(Isa isa, Phrases phrases, Recipe recipe) throws Impossible {
    this.isa = isa;
    this.phrases = phrases;
    this.recipe = recipe;
    this.inputs = new Inputs(recipe.steps());
    AbiSpec abi = isa.abi();
    if (abi == null) {
      throw new Impossible("the tables of " + isa.name() + " do not say how a program ends");
    }
    this.number =
        required(phrases.inSlot(abi.number()), "the number of a system call is in no register");
    this.status = required(phrases.inSlot(abi.arguments().getFirst()), "no register has arguments");
    this.exit =
        abi.calls().entrySet().stream()
            .filter(e -> e.getValue().equals("exit"))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElseThrow(() -> new Impossible("the tables name no call that ends a program"));
  }

  /**
   * The program.
   *
   * @throws Impossible if the tables have no instructions for what it takes
   */
  static String of(Isa isa, Phrases phrases, Recipe recipe) throws Impossible {
    return new RecipeText(isa, phrases, recipe).text();
  }

  private static <T> T required(@Nullable T value, String why) throws Impossible {
    if (value == null) {
      throw new Impossible(why);
    }
    return value;
  }

  private String text() throws Impossible {
    out.append("        .text\n        .globl  _start\n_start:\n");
    InFile scratch = free(0);
    Step last = recipe.steps().getLast();
    if (recipe.times() > 1) {
      InFile counter = free(1);
      set(counter, recipe.times());
      out.append("again:\n");
      body(scratch);
      if (jumped(last)) {
        end(0);
        out.append(TAKEN).append(":\n");
      }
      append(phrases.decrement(counter), "makes a register one less");
      append(phrases.branchIfNotZero(counter, "again"), "goes on unless a register is zero");
      end(jumped(last) ? 1 : 0);
    } else {
      body(scratch);
      end(0);
    }
    if (jumps(last) && (recipe.times() == 1 || !jumped(last))) {
      out.append(TAKEN).append(":\n");
      end(1);
    }
    if (inputs.usesMemory()) {
      out.append(inputs.text());
    }
    return out.toString();
  }

  /** A general register that the steps and the end have nothing to do with. */
  private InFile free(int which) throws Impossible {
    RegisterFile file = number.file();
    int left = which;
    AbiSpec abi = required(isa.abi(), "no ABI");
    for (int i = file.count() - 1; i >= 0; i--) {
      InFile r = new InFile(file, i);
      boolean taken =
          i == file.zero()
              || inputs.uses(r)
              || r.equals(number)
              || r.equals(status)
              || file.readSlot(i) == abi.stackPointer();
      if (!taken && left-- == 0) {
        return r;
      }
    }
    throw new Impossible("the instructions use all registers");
  }

  private void body(InFile scratch) throws Impossible {
    for (Map.Entry<Place, Long> e : inputs.registers().entrySet()) {
      if (!isGeneral(e.getKey())) {
        set(scratch, e.getKey(), e.getValue());
      }
    }
    for (Map.Entry<Place, Long> e : inputs.registers().entrySet()) {
      if (isGeneral(e.getKey())) {
        point((InFile) e.getKey(), e.getValue());
      }
    }
    for (Step s : recipe.steps()) {
      step(s);
    }
  }

  private boolean isGeneral(Place place) {
    return place instanceof InFile f && f.file().equals(number.file());
  }

  private void set(InFile register, long value) throws Impossible {
    append(phrases.number(register, value), "sets " + register.name() + " to any number");
  }

  /** Sets a register that is not a general one. */
  private void set(InFile scratch, Place place, long value) throws Impossible {
    String copy = phrases.copy(place, scratch);
    if (copy != null) {
      set(scratch, value);
      out.append(copy);
    } else if (place instanceof InFile f && phrases.load(f, scratch) != null) {
      String label = "value_" + f.name();
      append(phrases.address(scratch, label), "takes an address");
      append(phrases.load(f, scratch), "loads " + f.name());
      out.append(
          "        .data\n        .balign 8\n%s: .8byte %s\n        .text\n"
              .formatted(label, Phrases.hex(value)));
    } else {
      throw new Impossible("no instruction of " + isa.name() + " sets " + place.name());
    }
  }

  /** Sets a general register: to a number, or to what its number pointed to. */
  private void point(InFile register, long value) throws Impossible {
    OptionalLong offset = inputs.offset(value);
    Step last = recipe.steps().getLast();
    if (offset.isPresent()) {
      address(register, "data", offset.getAsLong());
    } else if (jumped(last)
        && last.inputs().containsKey(register)
        && Inputs.near(value, last.next())) {
      address(register, TAKEN, value - last.next());
    } else {
      set(register, value);
    }
  }

  private void address(InFile register, String label, long distance) throws Impossible {
    String expression = distance == 0 ? label : label + (distance < 0 ? "" : "+") + distance;
    append(phrases.address(register, expression), "takes an address");
  }

  private void step(Step s) throws Impossible {
    boolean jumps = jumps(s);
    if (jumps && s != recipe.steps().getLast()) {
      throw new Impossible("a jump in the middle");
    }
    if (recipe.words() && !jumps) {
      out.append(wordOf(s.insn()));
      return;
    }
    String text = new Disassembler(isa).text(s.insn(), Style.NO_ALIASES, address -> TAKEN);
    int tab = text.indexOf('\t');
    out.append(
        tab < 0
            ? Phrases.line(text)
            : Phrases.line(text.substring(0, tab), text.substring(tab + 1).replace(",", ", ")));
  }

  private boolean jumped(Step s) {
    return s.next() != Bits.zext(s.insn().nextPc(), isa.xlen());
  }

  private static boolean jumps(Step s) {
    return Effects.of(s.insn().row().body()).jumps();
  }

  private String wordOf(DecodedInsn insn) {
    StringJoiner bytes = new StringJoiner(", ");
    for (int i = 0; i < insn.length(); i++) {
      int at = isa.insnOrder() == ByteOrder.BIG ? insn.length() - 1 - i : i;
      long word = at < 8 ? insn.word() >>> 8 * at : insn.more() >>> 8 * (at - 8);
      bytes.add("0x%02x".formatted(word & 0xff));
    }
    return Phrases.line(".byte", bytes.toString());
  }

  /** Ends the program; what the steps left in its registers is kept where that can be. */
  private void end(int code) throws Impossible {
    boolean statusKept = inputs.written().contains(status);
    if (inputs.written().contains(number) && !statusKept) {
      append(phrases.copy(status, number), "copies a register");
    } else if (!statusKept) {
      set(status, code);
    }
    set(number, exit);
    append(phrases.systemCall(), "calls the operating system");
  }

  private void append(@Nullable String text, String what) throws Impossible {
    out.append(required(text, "no instruction of " + isa.name() + " " + what));
  }
}
