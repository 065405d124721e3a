package dev.orrery.reports.export;

import dev.orrery.profiler.recording.FunctionProfile;
import dev.orrery.profiler.recording.Profile;
import dev.orrery.profiler.recording.SourceProfile;
import dev.orrery.profiler.recording.SourceProfile.Place;
import dev.orrery.spec.diag.SafeText;
import org.jspecify.annotations.Nullable;

/** Where functions stand in the source: the first line of each that ran. */
final class FunctionPlaces {
  private final Profile profile;

  /** The places of the functions of {@code profile}. */
  FunctionPlaces(Profile profile) {
    this.profile = profile;
  }

  /** The place of a function, not of what is inlined into it; null if its file is unknown. */
  @Nullable Place of(int function) {
    FunctionProfile f = profile.function(function);
    SourceProfile source = profile.source();
    Place place = source.at(f.address());
    Place own = place == null ? null : source.outermost(place);
    return own == null || own.file() < 0 ? null : own;
  }

  /** The path of a place's file. */
  String path(Place place) {
    return path(place.file());
  }

  /** The path of a file. */
  String path(int file) {
    return SafeText.clean(profile.source().files().get(file).path());
  }

  /** The name of a function, in one harmless line. */
  String name(int function) {
    return SafeText.clean(profile.function(function).name());
  }
}
