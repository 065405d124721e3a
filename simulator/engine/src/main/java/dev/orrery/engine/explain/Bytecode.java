package dev.orrery.engine.explain;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.IncrementInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LineNumber;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.LocalVariable;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A method of a class file as text: one line an instruction, with the names of locals where the
 * class has them, and which guest instruction each is for, which its line numbers say.
 *
 * @param lines the instructions, in the order of their code
 * @param bytes length of the code
 */
public record Bytecode(List<Line> lines, int bytes) {
  /** What {@link Line#insn} is for code that is for none. */
  public static final int AROUND = -1;

  /** The line number of guest instruction 0: a builder drops line number 0. */
  private static final int FIRST_LINE = 2;

  public Bytecode {
    lines = List.copyOf(lines);
  }

  /**
   * An instruction of the JVM.
   *
   * @param offset of its first byte
   * @param insn number of the guest instruction that it is for, in the order of the region's
   *     blocks; {@link #AROUND} for entry, exits and calls
   * @param isTarget whether something jumps to it
   */
  public record Line(int offset, int insn, boolean isTarget, String text) {}

  /**
   * The text of method {@code name} of a class.
   *
   * @throws IllegalArgumentException if it has no such method with code
   */
  public static Bytecode of(byte[] classFile, String name) {
    ClassModel model = ClassFile.of().parse(classFile);
    CodeAttribute code =
        model.methods().stream()
            .filter(m -> m.methodName().equalsString(name))
            .map(MethodModel.class::cast)
            .findFirst()
            .flatMap(m -> m.findAttribute(Attributes.code()))
            .orElseThrow(() -> new IllegalArgumentException("no method " + name));
    return new Bytecode(new Text(code).lines(), code.codeLength());
  }

  /** The line number of what is for guest instruction {@code insn}. */
  public static int lineNumber(int insn) {
    return insn + FIRST_LINE;
  }

  /** The guest instruction that code with line number {@code line} is for. */
  public static int insn(int line) {
    return Math.max(AROUND, line - FIRST_LINE);
  }

  private static final class Text {
    private final CodeAttribute code;
    private final Map<Integer, String> locals = new HashMap<>();

    Text(CodeAttribute code) {
      this.code = code;
      for (CodeElement e : code) {
        if (e instanceof LocalVariable v) {
          locals.put(v.slot(), v.name().stringValue());
        }
      }
    }

    List<Line> lines() {
      List<Line> lines = new ArrayList<>();
      int offset = 0;
      int current = AROUND;
      boolean isTarget = false;
      for (CodeElement e : code) {
        switch (e) {
          case LineNumber n -> current = insn(n.line());
          case LabelTarget t -> isTarget = true;
          case Instruction i -> {
            lines.add(new Line(offset, current, isTarget, text(i)));
            offset += i.sizeInBytes();
            isTarget = false;
          }
          default -> {}
        }
      }
      return lines;
    }

    private String text(Instruction i) {
      String name = i.opcode().name().toLowerCase(Locale.ROOT).replaceFirst("_w$", "");
      return switch (i) {
        case LoadInstruction l -> plain(name) + " " + local(l.slot());
        case StoreInstruction s -> plain(name) + " " + local(s.slot());
        case IncrementInstruction n -> "iinc " + local(n.slot()) + " " + n.constant();
        case BranchInstruction b -> name + " " + offset(b.target());
        case FieldInstruction f -> name + " " + member(f.field());
        case InvokeInstruction v -> name + " " + member(v.method());
        case TypeCheckInstruction t -> name + " " + simple(t.type().asInternalName());
        case LookupSwitchInstruction s -> name + cases(s);
        case ConstantInstruction.IntrinsicConstantInstruction c -> name;
        case ConstantInstruction c -> name + " " + c.constantValue();
        default -> name;
      };
    }

    /** Without the number that {@code lload_1} has in its name. */
    private static String plain(String name) {
      return name.replaceFirst("_\\d$", "");
    }

    private String local(int slot) {
      return locals.getOrDefault(slot, "#" + slot);
    }

    private String offset(Label label) {
      return "" + code.labelToBci(label);
    }

    private String cases(LookupSwitchInstruction s) {
      StringBuilder text = new StringBuilder();
      for (SwitchCase c : s.cases()) {
        text.append(" 0x%x:%s".formatted(c.caseValue(), offset(c.target())));
      }
      return text.append(" else:").append(offset(s.defaultTarget())).toString();
    }

    private static String member(MemberRefEntry m) {
      return simple(m.owner().asInternalName()) + "." + m.name().stringValue();
    }

    private static String simple(String internalName) {
      return internalName.substring(internalName.lastIndexOf('/') + 1);
    }
  }
}
