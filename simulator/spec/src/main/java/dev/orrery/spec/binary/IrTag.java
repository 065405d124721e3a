package dev.orrery.spec.binary;

/** The number that each kind of expression and statement is written as. */
final class IrTag {
  static final int NONE = 0;
  static final int CONST = 1;
  static final int FIELD = 2;
  static final int PC = 3;
  static final int NEXT_PC = 4;
  static final int GET_FILE = 5;
  static final int GET_REG = 6;
  static final int TMP = 7;
  static final int UNARY = 8;
  static final int BINARY = 9;
  static final int SIGN_EXTEND = 10;
  static final int ZERO_EXTEND = 11;
  static final int SLICE = 12;
  static final int CONCAT = 13;
  static final int SELECT = 14;

  static final int LET = 20;
  static final int LOAD = 21;
  static final int STORE = 22;
  static final int LOAD_RESERVED = 23;
  static final int STORE_CONDITIONAL = 24;
  static final int AMO = 25;
  static final int FP = 26;
  static final int COUNTER = 27;
  static final int FENCE = 28;
  static final int INSTRUCTION_FENCE = 29;
  static final int PUT_FILE = 30;
  static final int PUT_REG = 31;
  static final int IF = 32;
  static final int GOTO = 33;
  static final int TRAP = 34;
  static final int COMPARE_AND_SWAP = 35;
  static final int ZERO_BLOCK = 36;
  static final int PROBE = 37;
  static final int COMPARE_AND_SWAP_PAIR = 38;

  private IrTag() {}
}
