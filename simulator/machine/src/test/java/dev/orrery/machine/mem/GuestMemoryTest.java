package dev.orrery.machine.mem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.orrery.engine.Access;
import dev.orrery.engine.FaultReason;
import dev.orrery.engine.GuestFault;
import dev.orrery.engine.MemoryPort;
import dev.orrery.engine.MemorySpan;
import dev.orrery.engine.SerialAccess;
import dev.orrery.spec.ir.AmoOp;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GuestMemoryTest {
  private static final int PAGE = MemoryPort.PAGE_SIZE;
  private static final long CODE = 0x1_0000;

  private final GuestMemory memory = new GuestMemory(64, 64 << 10);
  private final MemoryPort port = new MemoryPort(memory);
  private final RecordingEngine engine = new RecordingEngine();

  @BeforeEach
  void attach() {
    memory.attach(engine);
  }

  @Test
  void dataBesideCodeStoresWithoutTellingAnybody() {
    memory.map(CODE, PAGE, Protection.ALL, "");
    port.store64(CODE + 64, 1);
    memory.codeTranslated(CODE, CODE + 60);
    port.store64(CODE + 64, 2);
    assertThat(port.load64(CODE + 64)).isEqualTo(2);
    assertThat(engine.forgotten).isEmpty();
  }

  @Test
  void storeToTranslatedLineNeedsASerialInstruction() {
    memory.map(CODE, PAGE, Protection.ALL, "");
    port.store32(CODE, 1);
    memory.codeTranslated(CODE, CODE + 4);
    assertThatThrownBy(() -> port.store8(CODE + 63, 7)).isSameAs(SerialAccess.INSTANCE);
    assertThat(port.load8(CODE + 63)).isZero();

    port.serial = true;
    port.store8(CODE + 63, 7);
    assertThat(engine.forgotten).containsExactly(new RecordingEngine.Range(CODE, CODE + 64));

    port.serial = false;
    port.store8(CODE + 63, 8);
    assertThat(port.load8(CODE + 63)).isEqualTo(8);
    assertThat(engine.forgotten).hasSize(1);
  }

  @Test
  void storeAcrossPagesReachesCodeInEither() {
    memory.map(CODE, 2 * PAGE, Protection.ALL, "");
    memory.fetch(CODE + PAGE, 4);
    memory.codeTranslated(CODE + PAGE, CODE + PAGE + 8);
    assertThatThrownBy(() -> port.store64(CODE + PAGE - 1, -1)).isSameAs(SerialAccess.INSTANCE);
    assertThat(port.load8(CODE + PAGE - 1)).isZero();
    port.serial = true;
    port.store64(CODE + PAGE - 1, -1);
    assertThat(engine.forgotten)
        .containsExactly(new RecordingEngine.Range(CODE + PAGE, CODE + PAGE + 64));
    assertThat(port.load64(CODE + PAGE - 1)).isEqualTo(-1);
  }

  @Test
  void protectionAndUnmappingForgetCode() {
    memory.map(CODE, 2 * PAGE, Protection.ALL, "");
    memory.fetch(CODE, 4);
    memory.codeTranslated(CODE, CODE + 4);
    memory.protect(CODE, PAGE, Protection.READ);
    assertThat(engine.forgotten).containsExactly(new RecordingEngine.Range(CODE, CODE + PAGE));
    assertThat(fault(() -> memory.fetch(CODE, 4)).reason()).isEqualTo(FaultReason.PROTECTED);
    memory.fetch(CODE + PAGE, 4);
    memory.codeTranslated(CODE + PAGE, CODE + PAGE + 4);
    memory.unmap(CODE, 2 * PAGE);
    assertThat(engine.forgotten).hasSize(2);
  }

  @Test
  void loadsSeeAMappingChangeAtOnce() {
    memory.map(CODE, PAGE, Protection.READ_WRITE, "");
    port.store64(CODE, 5);
    memory.discard(CODE, PAGE);
    assertThat(port.load64(CODE)).isZero();
    memory.unmap(CODE, PAGE);
    GuestFault f = fault(() -> port.load64(CODE));
    assertThat(f.access()).isEqualTo(Access.LOAD);
    assertThat(f.address()).isEqualTo(CODE);
    assertThat(f.reason()).isEqualTo(FaultReason.UNMAPPED);
  }

  @Test
  void deviceIsReachedBySerialInstructionsOnly() {
    List<String> log = new ArrayList<>();
    memory.mapDevice(
        CODE,
        PAGE,
        "uart",
        new MmioHandler() {
          @Override
          public long read(MemoryPort p, long offset, int bytes) {
            log.add("read " + offset + " " + bytes);
            return 0x1122_3344_5566_7788L;
          }

          @Override
          public void write(MemoryPort p, long offset, int bytes, long value) {
            log.add("write " + offset + " " + bytes + " " + value);
            p.stopRequested = true;
          }
        });
    assertThatThrownBy(() -> port.load32(CODE + 4)).isSameAs(SerialAccess.INSTANCE);
    assertThatThrownBy(() -> port.store32(CODE + 4, 1)).isSameAs(SerialAccess.INSTANCE);
    assertThatThrownBy(() -> port.amo32(AmoOp.ADD, CODE, 1)).isSameAs(SerialAccess.INSTANCE);
    assertThat(log).isEmpty();
    port.serial = true;
    assertThat(port.load32(CODE + 4)).isEqualTo(0x5566_7788);
    port.store32(CODE + 8, 9);
    assertThat(log).containsExactly("read 4 4", "write 8 4 9");
    assertThat(port.stopRequested).isTrue();
    assertThat(fault(() -> memory.fetch(CODE, 4)).reason()).isEqualTo(FaultReason.PROTECTED);
    assertThat(fault(() -> port.load64(CODE - 4)).reason()).isEqualTo(FaultReason.UNMAPPED);
    memory.map(CODE - PAGE, PAGE, Protection.ALL, "");
    assertThat(fault(() -> port.load64(CODE - 4)).address()).isEqualTo(CODE);
  }

  @Test
  void watchedWordsTellAndTheirNeighboursDoNot() {
    memory.map(CODE, PAGE, Protection.READ_WRITE, "");
    List<Long> stored = new ArrayList<>();
    memory.watchStores(CODE + 16, 8, (p, address, bytes) -> stored.add(address));
    port.store64(CODE + 8, 1);
    port.store64(CODE + 24, 1);
    assertThatThrownBy(() -> port.store8(CODE + 23, 1)).isSameAs(SerialAccess.INSTANCE);
    port.serial = true;
    port.store8(CODE + 23, 1);
    port.store64(CODE + 12, 1);
    assertThat(stored).containsExactly(CODE + 23, CODE + 12);
  }

  @Test
  void memoryLimitLooksLikeAFaultAndIsRemembered() {
    memory.map(CODE, 1 << 30, Protection.READ_WRITE, "");
    for (int i = 0; i < 16; i++) {
      port.store8(CODE + (long) i * PAGE, 1);
    }
    assertThat(memory.exhausted()).isFalse();
    GuestFault f = fault(() -> port.load8(CODE + 20 * PAGE));
    assertThat(f.address()).isEqualTo(CODE + 20 * PAGE);
    assertThat(memory.exhausted()).isTrue();
    assertThat(memory.exhaustedMessage()).contains("65536 bytes").contains("--memory");
    memory.unmap(CODE, PAGE);
    assertThat(port.load8(CODE + 20 * PAGE)).as("freed pages are used again, zeroed").isZero();
  }

  @Test
  void pageUsesOutliveTheMapping() {
    GuestMemory memory = new GuestMemory(64, 1 << 20);
    MemoryPort port = new MemoryPort(memory);
    memory.map(CODE, 4 * PAGE, Protection.ALL, "");
    port.store8(CODE, 1);
    port.load8(CODE + PAGE);
    memory.fetch(CODE + 2 * PAGE, 4);
    memory.unmap(CODE, PAGE);
    new UserMemory(memory).store(CODE + 3 * PAGE, 8, 1);
    assertThat(memory.pageUses())
        .containsExactly(
            new PageUse(CODE, false, true, false),
            new PageUse(CODE + PAGE, true, false, false),
            new PageUse(CODE + 2 * PAGE, false, false, true));
  }

  @Test
  void pagesAroundTheFirstAreAccessedDirectlyUnlessEngineCounts() {
    GuestMemory memory = new GuestMemory(64, 1 << 20);
    memory.map(CODE, 4 * PAGE, Protection.READ_WRITE, "");
    memory.attach(engine);
    new MemoryPort(memory).store8(CODE + PAGE, 1);
    assertThat(memory.residentBytes()).isEqualTo(4 * PAGE);
    long writable = memory.window().writable();
    MemorySpan span = Objects.requireNonNull(memory.window().span(writable, CODE + 3 * PAGE));
    assertThat(span.start).isEqualTo(CODE);
    assertThat(span.bytes).isEqualTo(4 * PAGE);
    memory.protect(CODE + 2 * PAGE, PAGE, Protection.READ);
    assertThat(span.bytes).isEqualTo(2 * PAGE);
    assertThat(memory.window().span(writable, CODE + 2 * PAGE)).isNull();
  }

  @Test
  void findsTheHighestFreePlace() {
    memory.map(0x9000, 0x1000, Protection.READ, "");
    memory.map(0x4000, 0x2000, Protection.READ, "");
    assertThat(memory.findFree(0x3000, 0x1000, 0xa000)).isEqualTo(0x6000);
    assertThat(memory.findFree(0x4000, 0x1000, 0xa000)).isEqualTo(-1);
    assertThat(memory.findFree(0x3000, 0x1000, 0x7000)).isEqualTo(0x1000);
    assertThat(memory.findFree(0x3000, 0x2000, 0x7000)).isEqualTo(-1);
    assertThat(memory.findFree(Long.MAX_VALUE & -4096, 0x1000, 0xa000)).isEqualTo(-1);
  }

  @Test
  void refusesRangesThatAreNotPages() {
    GuestMemory small = new GuestMemory(32, 1 << 20);
    small.map(0xffff_f000L, PAGE, Protection.READ_WRITE, "");
    for (long[] bad :
        new long[][] {
          {1, PAGE}, {0, 0}, {0, 5}, {0xffff_f000L, 2 * PAGE}, {1L << 32, PAGE}, {0, -4096}
        }) {
      assertThatThrownBy(() -> small.map(bad[0], bad[1], 0, ""))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void userMemoryRespectsProtectionAndStopsAtTheFirstBadByte() {
    UserMemory user = new UserMemory(memory);
    memory.map(CODE, PAGE, Protection.READ_WRITE, "");
    memory.map(CODE + PAGE, PAGE, Protection.READ, "");
    GuestFault f = fault(() -> user.write(CODE + PAGE - 2, new byte[4]));
    assertThat(f.address()).isEqualTo(CODE + PAGE);
    assertThat(f.access()).isEqualTo(Access.STORE);
    user.poke(CODE + PAGE - 2, new byte[] {1, 2, 3, 4}, 0, 4);
    assertThat(user.load(CODE + PAGE - 2, 4)).isEqualTo(0x0403_0201);
    assertThat(fault(() -> user.read(CODE + 2 * PAGE - 1, 2)).address()).isEqualTo(CODE + 2 * PAGE);
    assertThat(fault(() -> user.cBytes(CODE + 2 * PAGE, 10)).address()).isEqualTo(CODE + 2 * PAGE);
    user.write(CODE + 10, "hé\0x".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    assertThat(user.cString(CODE + 10, 100)).isEqualTo("hé");
    assertThat(user.cString(CODE + 10, 3)).isNull();
  }

  @Test
  void userWritesForgetTranslatedCode() {
    memory.map(CODE, PAGE, Protection.ALL, "");
    memory.fetch(CODE + 128, 4);
    memory.codeTranslated(CODE + 128, CODE + 132);
    new UserMemory(memory).write(CODE, new byte[256]);
    assertThat(engine.forgotten).containsExactly(new RecordingEngine.Range(CODE + 128, CODE + 192));
  }

  private static GuestFault fault(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    GuestFault f = catchThrowableOfType(GuestFault.class, call);
    assertThat(f).isNotNull();
    return f;
  }
}
