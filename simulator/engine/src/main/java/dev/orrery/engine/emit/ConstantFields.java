package dev.orrery.engine.emit;

import static java.lang.classfile.ClassFile.ACC_FINAL;
import static java.lang.classfile.ClassFile.ACC_STATIC;
import static java.lang.constant.ConstantDescs.CD_Class;
import static java.lang.constant.ConstantDescs.CD_MethodHandles;
import static java.lang.constant.ConstantDescs.CD_MethodHandles_Lookup;
import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_String;
import static java.lang.constant.ConstantDescs.CLASS_INIT_NAME;
import static java.lang.constant.ConstantDescs.DEFAULT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import java.lang.classfile.ClassBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.Map;

/**
 * Static final fields of a hidden class, which hold what it is defined with: HotSpot takes them for
 * constants.
 */
public final class ConstantFields {
  private static final MethodTypeDesc CLASS_DATA =
      MethodTypeDesc.of(CD_Object, CD_MethodHandles_Lookup, CD_String, CD_Class);

  private ConstantFields() {}

  /**
   * Adds them, and the code that fills them.
   *
   * @param fields their types by their names, in the order of the class data, an array of objects
   */
  public static void define(ClassBuilder b, ClassDesc self, Map<String, ClassDesc> fields) {
    fields.forEach((name, type) -> b.withField(name, type, ACC_STATIC | ACC_FINAL));
    b.withMethodBody(
        CLASS_INIT_NAME,
        MTD_void,
        ACC_STATIC,
        code -> {
          code.invokestatic(CD_MethodHandles, "lookup", MethodTypeDesc.of(CD_MethodHandles_Lookup));
          code.loadConstant(DEFAULT_NAME).loadConstant(CD_Object.arrayType());
          code.invokestatic(CD_MethodHandles, "classData", CLASS_DATA);
          code.checkcast(CD_Object.arrayType());
          int i = 0;
          for (Map.Entry<String, ClassDesc> field : fields.entrySet()) {
            code.dup().loadConstant(i++).aaload().checkcast(field.getValue());
            code.putstatic(self, field.getKey(), field.getValue());
          }
          code.pop().return_();
        });
  }
}
