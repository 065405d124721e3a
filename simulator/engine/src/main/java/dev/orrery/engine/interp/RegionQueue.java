package dev.orrery.engine.interp;

import dev.orrery.engine.explain.Translation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Regions on their way to machine code. HotSpot would interpret a region for a long time, and then
 * compile it several times over. So a region is entered for a short while only, in which HotSpot
 * counts which ways it goes, and then stands aside, with what was there before in its place, until
 * C2 has compiled it.
 */
final class RegionQueue {
  private final CodeCache cache;
  private final HostCompiler compiler;
  private final List<Region> waiting = new ArrayList<>();
  private final Map<Region, Method> methods = new HashMap<>();
  private @Nullable Region training;

  RegionQueue(CodeCache cache, HostCompiler compiler) {
    this.cache = cache;
    this.compiler = compiler;
  }

  /** {@code region}, which was just installed, is entered so that HotSpot counts. */
  void train(Region region) {
    compiler.count(method(region));
    region.train(true);
    training = region;
  }

  /** Whether a region is trained now. */
  boolean isTraining() {
    return training != null;
  }

  /** The region that is trained stands aside and is compiled. */
  void trained() {
    Region region = training;
    training = null;
    if (region != null && cache.isInstalled(region)) {
      region.train(false);
      compile(region);
    }
  }

  private void compile(Region region) {
    cache.uninstall(region);
    if (compiler.compile(method(region))) {
      waiting.add(region);
    } else {
      cache.giveUp(region);
    }
  }

  /** Whether a region that waits will hold {@code block}. */
  boolean holds(Block block) {
    for (Region region : waiting) {
      if (region.plan().blocks().contains(block)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Installs what has been compiled meanwhile, and gives up what could not be.
   *
   * @param running what is about to run: if HotSpot has thrown its machine code away, it is
   *     compiled again
   */
  void look(Code running) {
    for (Region region : List.copyOf(waiting)) {
      if (!compiler.isWaiting(method(region))) {
        waiting.remove(region);
        if (compiler.isDone(method(region))) {
          cache.givenUp().compiled();
          cache.install(region);
        } else {
          cache.giveUp(region);
        }
      }
    }
    if (running instanceof Region region
        && cache.isInstalled(region)
        && !compiler.isDone(method(region))) {
      compile(region);
    }
  }

  /** {@code region} is forgotten. */
  void drop(Region region) {
    waiting.remove(region);
    methods.remove(region);
  }

  private Method method(Region region) {
    return methods.computeIfAbsent(region, RegionQueue::find);
  }

  private static Method find(Region region) {
    return Arrays.stream(region.getClass().getDeclaredMethods())
        .filter(m -> m.getName().equals(Translation.METHOD))
        .findFirst()
        .orElseThrow();
  }
}
