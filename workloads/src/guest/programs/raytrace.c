/*
 * Renders spheres over a chequered floor, with shadows and reflections.
 *
 * Stresses: single precision: products, square roots, divisions, comparisons that decide branches,
 * conversions between numbers and pixels.
 *
 * raytrace [SCALE]: 3 * SCALE pictures of 20 x 12 points; the camera moves from one to the next.
 *
 * Check: every point found on a sphere is at its radius from its centre, every reflected direction
 * has length 1, all within single precision.
 */
#include "guest.h"

#define WIDTH 20
#define HEIGHT 12
#define PICTURES 3u
#define SPHERES 5
#define MAX_REFLECTIONS 3
#define FAR 1e30f
#define NEAR 1e-3f /* rays that start on a surface must not meet it at once */

struct vector {
  float x, y, z;
};

struct sphere {
  struct vector centre;
  float radius;
  float brightness;
  float mirror; /* the part of the light that it reflects */
};

static const struct sphere spheres[SPHERES] = {
    {{0, 1, 6}, 1, 0.875f, 0.25f},
    {{-2.25f, 0.75f, 5}, 0.75f, 0.5f, 0.5f},
    {{2, 0.625f, 4.5f}, 0.625f, 0.75f, 0.125f},
    {{0.5f, 0.375f, 3.5f}, 0.375f, 1, 0},
    {{1, 2.5f, 8}, 1.5f, 0.625f, 0.375f},
};

static bool ok = true;

static struct vector add(struct vector a, struct vector b) {
  return (struct vector){a.x + b.x, a.y + b.y, a.z + b.z};
}

static struct vector scale(struct vector v, float factor) {
  return (struct vector){v.x * factor, v.y * factor, v.z * factor};
}

static struct vector subtract(struct vector a, struct vector b) {
  return (struct vector){a.x - b.x, a.y - b.y, a.z - b.z};
}

static float dot(struct vector a, struct vector b) {
  return a.x * b.x + a.y * b.y + a.z * b.z;
}

static struct vector unit(struct vector v) {
  return scale(v, 1 / square_rootf(dot(v, v)));
}

static bool near(float a, float b) {
  return __builtin_fabsf(a - b) <= 1e-3f * b;
}

/* How far along a ray of direction length 1 it meets the sphere, or FAR. */
static float meets(const struct sphere *sphere, struct vector from, struct vector direction) {
  struct vector offset = subtract(from, sphere->centre);
  float b = dot(offset, direction);
  float c = dot(offset, offset) - sphere->radius * sphere->radius;
  float discriminant = b * b - c;
  if (discriminant <= 0) {
    return FAR;
  }
  float root = square_rootf(discriminant);
  float distance = -b - root > NEAR ? -b - root : -b + root;
  return distance > NEAR ? distance : FAR;
}

static const struct sphere *nearest(struct vector from, struct vector direction, float *distance) {
  const struct sphere *found = NULL;
  *distance = FAR;
  for (int i = 0; i < SPHERES; i++) {
    float d = meets(&spheres[i], from, direction);
    if (d < *distance) {
      *distance = d;
      found = &spheres[i];
    }
  }
  return found;
}

/* The light that comes against the direction, from 0 to about 1. */
static float trace(struct vector from, struct vector direction, int reflections) {
  static const struct vector sun = {-0.5f, 0.75f, -0.4330127f};
  float distance;
  const struct sphere *sphere = nearest(from, direction, &distance);
  float floor_distance = direction.y < 0 ? -from.y / direction.y : FAR;
  if (sphere == NULL && floor_distance >= FAR) {
    return 0.25f + 0.5f * direction.y; /* the sky */
  }
  struct vector point, normal;
  float brightness, mirror;
  if (floor_distance < distance) {
    point = add(from, scale(direction, floor_distance));
    normal = (struct vector){0, 1, 0};
    bool white = (((int)(point.x + 1000) + (int)(point.z + 1000)) & 1) != 0;
    brightness = white ? 0.875f : 0.25f;
    mirror = 0.125f;
    if (floor_distance > 50) {
      return 0.25f;
    }
  } else {
    point = add(from, scale(direction, distance));
    normal = scale(subtract(point, sphere->centre), 1 / sphere->radius);
    brightness = sphere->brightness;
    mirror = sphere->mirror;
    ok = ok && near(dot(normal, normal), 1);
  }
  float shadow_distance;
  float light = dot(normal, sun);
  if (light < 0 || nearest(point, sun, &shadow_distance) != NULL) {
    light = 0;
  }
  float result = brightness * (0.125f + 0.875f * light) * (1 - mirror);
  if (mirror > 0 && reflections < MAX_REFLECTIONS) {
    struct vector away = subtract(direction, scale(normal, 2 * dot(direction, normal)));
    ok = ok && near(dot(away, away), 1);
    result += mirror * trace(point, unit(away), reflections + 1);
  }
  return result;
}

int main(int argc, char **argv) {
  uint32_t pictures = PICTURES * argument(argc, argv, 1, 1, 1000000);
  uint32_t checksum = CHECKSUM_START;
  for (uint32_t picture = 0; picture < pictures; picture++) {
    struct vector camera = {(float)(picture % 16) * 0.0625f - 0.5f, 1.5f, -1};
    for (int row = 0; row < HEIGHT; row++) {
      for (int column = 0; column < WIDTH; column++) {
        struct vector direction = {(float)(2 * column - WIDTH + 1) / WIDTH,
                                   (float)(HEIGHT - 1 - 2 * row) / WIDTH, 1.25f};
        float light = trace(camera, unit(direction), 0);
        float clipped = light < 0 ? 0 : light > 1 ? 1 : light;
        checksum = mix(checksum, (uint32_t)(int32_t)(clipped * 255 + 0.5f));
      }
    }
  }
  print("raytrace: %u pictures of %u x %u ", (unsigned)pictures, (unsigned)WIDTH, (unsigned)HEIGHT);
  return verdict(checksum, ok);
}
