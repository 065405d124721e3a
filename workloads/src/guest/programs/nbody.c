/*
 * Moves a sun and its planets by gravity (leapfrog).
 *
 * Stresses: double-precision multiply and add in dependent chains, one square root and one division
 * per pair and step, all in a first-level cache.
 *
 * nbody [SCALE]: 500 * SCALE steps of five bodies.
 *
 * Check: energy and momentum are those of the start, up to the error of the method.
 */
#include "guest.h"

#define BODIES 5
#define STEPS 500u
#define STEP 0.01

struct body {
  double position[3];
  double velocity[3];
  double mass;
};

static struct body bodies[BODIES];

/* Circular orbits of growing radius, each tilted a little, around a sun of mass 1. */
static void place_bodies(void) {
  static const double radii[BODIES] = {0, 1, 1.75, 3, 5.5};
  static const double masses[BODIES] = {1, 0x1p-14, 0x1p-11, 0x1p-10, 0x1p-12};
  for (int i = 0; i < BODIES; i++) {
    struct body *body = &bodies[i];
    body->mass = masses[i];
    if (i > 0) {
      double speed = square_root(1 / radii[i]);
      double tilt = i * 0.0625;
      body->position[i % 2] = i % 3 == 0 ? -radii[i] : radii[i];
      body->velocity[1 - i % 2] = speed;
      body->velocity[2] = speed * tilt;
    }
  }
  /* The centre of mass rests. */
  for (int axis = 0; axis < 3; axis++) {
    double momentum = 0;
    for (int i = 1; i < BODIES; i++) {
      momentum += bodies[i].mass * bodies[i].velocity[axis];
    }
    bodies[0].velocity[axis] = -momentum / bodies[0].mass;
  }
}

/* The vector from one body to another; returns the square of its length. */
static double between(double vector[3], const struct body *from, const struct body *to) {
  double square = 0;
  for (int axis = 0; axis < 3; axis++) {
    vector[axis] = to->position[axis] - from->position[axis];
    square += vector[axis] * vector[axis];
  }
  return square;
}

static void kick(double time) {
  for (int i = 0; i < BODIES; i++) {
    for (int j = i + 1; j < BODIES; j++) {
      double vector[3];
      double square = between(vector, &bodies[i], &bodies[j]);
      double strength = time / (square * square_root(square));
      for (int axis = 0; axis < 3; axis++) {
        bodies[i].velocity[axis] += vector[axis] * strength * bodies[j].mass;
        bodies[j].velocity[axis] -= vector[axis] * strength * bodies[i].mass;
      }
    }
  }
}

static void drift(double time) {
  for (int i = 0; i < BODIES; i++) {
    for (int axis = 0; axis < 3; axis++) {
      bodies[i].position[axis] += time * bodies[i].velocity[axis];
    }
  }
}

static double energy(void) {
  double sum = 0;
  for (int i = 0; i < BODIES; i++) {
    double square = 0;
    for (int axis = 0; axis < 3; axis++) {
      square += bodies[i].velocity[axis] * bodies[i].velocity[axis];
    }
    sum += 0.5 * bodies[i].mass * square;
    for (int j = i + 1; j < BODIES; j++) {
      double vector[3];
      double distance = square_root(between(vector, &bodies[i], &bodies[j]));
      sum -= bodies[i].mass * bodies[j].mass / distance;
    }
  }
  return sum;
}

int main(int argc, char **argv) {
  uint32_t steps = STEPS * argument(argc, argv, 1, 1, 100000);
  place_bodies();
  double before = energy();
  for (uint32_t step = 0; step < steps; step++) {
    drift(0.5 * STEP);
    kick(STEP);
    drift(0.5 * STEP);
  }
  double after = energy();
  bool ok = absolute(after - before) < 1e-3 * absolute(before);
  uint32_t checksum = mix_double(CHECKSUM_START, after);
  for (int axis = 0; axis < 3; axis++) {
    double momentum = 0;
    for (int i = 0; i < BODIES; i++) {
      momentum += bodies[i].mass * bodies[i].velocity[axis];
      checksum = mix_double(checksum, bodies[i].position[axis]);
    }
    ok = ok && absolute(momentum) < 1e-12;
  }
  print("nbody: %u steps, energy %016llx ", (unsigned)steps,
        (unsigned long long)double_bits(after));
  return verdict(checksum, ok);
}
