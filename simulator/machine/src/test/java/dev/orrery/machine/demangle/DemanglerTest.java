package dev.orrery.machine.demangle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of C++ and Rust, one for each construct, and what is no name. */
class DemanglerTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          _Z3foov                         | foo()
          _ZN3foo3barEv                   | foo::bar()
          _ZNK3foo3barEic                 | foo::bar(int, char) const
          _ZNKR1a1bEv                     | a::b() const &
          _ZNSsC1Ev                       | std::basic_string<char, std::char_traits<char>, std::allocator<char> >::basic_string()
          _ZNSs6appendEPKc                | std::string::append(char const*)
          _ZN1A1BD0Ev                     | A::B::~B()
          _ZN12_GLOBAL__N_11fEv           | (anonymous namespace)::f()
          _ZL1xi                          | x(int)
          _Z1fIiEvT_                      | void f<int>(int)
          _Z1fIJicEEvDpT_                 | void f<int, char>(int, char)
          _Z1fIJEEvDpT_                   | void f<>()
          _Z1fIXadL_Z1gvEEEvv             | void f<&(g())>()
          _Z1fIA3_cEvRKT_                 | void f<char [3]>(char const (&) [3])
          _Z1fIRiEvOT_                    | void f<int&>(int&)
          _Z1fPFPFviEcE                   | f(void (*(*)(char))(int))
          _Z1fM1AKFviE                    | f(void (A::*)(int) const)
          _Z1fPA3_A4_i                    | f(int (*) [3][4])
          _Z1fIvEPFviEv                   | void (*f<void>())(int)
          _ZN1AcvT_IiEEv                  | A::operator int<int>()
          _ZlsRSoRK1A                     | operator<<(std::ostream&, A const&)
          _ZN1AdlEPv                      | A::operator delete(void*)
          _Zli2_si                        | operator"" _s(int)
          _ZZ4mainE1x                     | main::x
          _ZZ3fooIiEvT_E1x                | foo<int>(int)::x
          _ZZ4mainENKUliE0_clEi           | main::{lambda(int)#2}::operator()(int) const
          _ZNKUlT_E_clIiEEDaS_            | auto {lambda(auto:1)#1}::operator()<int>(int) const
          _ZN1AUt_C1Ev                    | A::{unnamed type#1}::{unnamed type#1}()
          _ZTV1A                          | vtable for A
          _ZTSSt9exception                | typeinfo name for std::exception
          _ZThn16_N1A1fEv                 | non-virtual thunk to A::f()
          _ZTC1A16_1B                     | construction vtable for B-in-A
          _ZGVZ1fvE1x                     | guard variable for f()::x
          _ZN1A1fB5cxx11Ev                | A::f[abi:cxx11]()
          _Z1fILb1ELi3ELm4ELc97EEvv       | void f<true, 3, 4ul, (char)97>()
          _Z1fIiEDTplfp_fp_ET_            | decltype ({parm#1}+{parm#1}) f<int>(int)
          _Z1fDv4_fCd                     | f(float __vector(4), double _Complex)
          _Z1fv.isra.0.cold               | f() [clone .isra.0] [clone .cold]
          _ZN4core3fmt5Write9write_fmt17h0123456789abcdefE | core::fmt::Write::write_fmt
          _ZN36_$LT$T$u20$as$u20$core..any..Any$GT$7type_id17h0123456789abcdefE | <T as core::any::Any>::type_id
          _RNvC4main3foo                  | main::foo
          _RNvMNtC4main1aNtB2_1b3foo      | <main::a::b>::foo
          _RINvC4main3fooReE              | main::foo::<&str>
          _RNCNvC4main3foo0               | main::foo::{closure#0}
          _RINvC4main3fooKj2a_E           | main::foo::<42>
          _RINvC4main3fooFG_RL0_hEuE      | main::foo::<for<'a> fn(&'a u8)>
          _RINvC4main3fooDNtC4core3AnyEL_E | main::foo::<dyn core::Any>
          _RNvC4mainu7caf_dma             | main::café
          """)
  void aNameIsWhatAProgrammerWrote(String mangled, String text) {
    assertThat(Demangler.demangle(mangled)).isEqualTo(text);
    assertThat(Demangler.demangle(mangled + "@@V_1")).isEqualTo(text + "@@V_1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "_",
        "_Z",
        "_R",
        "_ZZ",
        "main",
        "_Zebra",
        "_Z3fo",
        "_Z3foov?",
        "_Z1fT_",
        "_Z1fIS9_E",
        "_ZN1aE1",
        "_RNvB_1a",
        "_RNvC4main9a",
        "_R0NvC4main3foo",
        "_Z99999999999f",
        "_ZN",
        "_ZNE",
        "_Z1fIT_EvT_",
        "_Z1fDpDpDpDpT_",
        "_ZcvT_ILZ1fEE"
      })
  void whatIsNoNameHasNoAnswer(String text) {
    assertThat(Demangler.demangle(text)).isNull();
    assertThat(Demangler.display(text)).isEqualTo(text);
  }

  /** Deep, endless, and short names that stand for long ones. */
  @Test
  void hostileNamesHaveNoAnswer() {
    for (String part : new String[] {"P", "I", "N", "Z1f", "F", "A1_", "LZ1f", "Xng", "1aI", "K"}) {
      assertThat(Demangler.demangle("_Z1f" + part.repeat(20_000) + "i")).isNull();
    }
    for (String part : new String[] {"Nv", "Y", "INv", "M", "T", "FG_", "D", "A"}) {
      assertThat(Demangler.demangle("_R" + part.repeat(20_000) + "C1a")).isNull();
    }
    StringBuilder doubling = new StringBuilder("_Z1f1AI1BS0_E");
    StringBuilder references = new StringBuilder("_RINvC1a1fTeeE");
    for (int i = 0; i < 60; i++) {
      String last = "S" + Integer.toString(i + 1, 36).toUpperCase(java.util.Locale.ROOT) + "_";
      doubling.append("S_I").append(last).append(last).append('E');
      references.append("TB8_B8_E");
    }
    String text = Demangler.demangle(doubling.toString());
    assertThat(text == null ? 0 : text.length()).isLessThanOrEqualTo(Limits.MAX_OUTPUT);
    assertThat(Demangler.demangle(references.append('E').toString())).isNotEqualTo("");
  }

  /** What is a letter away from a name is read or not; nothing else happens. */
  @Test
  void damagedNamesAreHarmless() {
    String[] names = {
      "_ZSt16__do_str_codecvtISbIwSt11char_traitsIwESaIwEEcSt7codecvtIwc11__mbstate_tES5_MS6_KFNSt"
          + "12codecvt_base6resultERS5_PKcSB_RSB_PwSD_RSD_EEbPKT0_SJ_RT_RKT1_RT2_RmT3_",
      "_Z1fIJicEEvDpT_",
      "_ZZ3fooIiEvT_ENKUlT_E_clIcEEDaS1_",
      "_Z1fIiEDTcl1gsr3stdE7declvalIT_EEES2_",
      "_RNvXs_NtCsaq0EfEBiLW7_12rustc_errors4jsonNtB4_11JsonEmitterNtNtB6_7emitter7Emitter4show",
      "_RINvC4main3fooDNtC4core3AnyEL_FG_RL0_hEuKj2a_E"
    };
    String letters = "NSTIKRPFEvT_0123XLDpclJZABCGMu";
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 60_000; i++) {
      StringBuilder name = new StringBuilder(names[i % names.length]);
      for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
        int at = random.nextInt(name.length());
        char letter = letters.charAt(random.nextInt(letters.length()));
        if (random.nextBoolean()) {
          name.setCharAt(at, letter);
        } else {
          name.insert(at, letter);
        }
      }
      String text = Demangler.demangle(name.toString());
      assertThat(text).as(name.toString()).isNotEqualTo("");
    }
  }

  @Test
  void parametersCanBeLeftOut() {
    assertThat(Demangler.withoutParameters("a::f(int (*)(char)) const")).isEqualTo("a::f");
    assertThat(Demangler.withoutParameters("vtable for A")).isNull();
  }
}
