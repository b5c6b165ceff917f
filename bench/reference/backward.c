/*
 * The reference for speed: backward induction with logit responses over the
 * same flat tables, in plain C. Reads one binary file written by
 * bench/backward.ts and prints seconds of the fastest of the given number of
 * runs, and the sum of the values at the start as a check.
 *
 * File (little endian): int32 actors, stages, nodes, steps, choices, outcomes;
 * then for each stage: int32 mover, int32 choiceStart[nodes + 1],
 * float64 cost[choices], int32 outcomeStart[choices + 1],
 * int32 target[outcomes], float64 chance[outcomes];
 * then float64 payoff[nodes * actors], lambda, delta. Targets are node numbers
 * within the next block; the last stage leads to the first block of the next step.
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

typedef struct {
  int32_t mover, *choice_start, *outcome_start, *target;
  double *cost, *chance, *policy;
} Stage;

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + 1e-9 * t.tv_nsec;
}

static void *take(FILE *f, size_t size, size_t count) {
  void *p = malloc(size * count);
  if (!p || fread(p, size, count, f) != count) exit(3);
  return p;
}

static void run_stage(const Stage *s, int nodes, int J, const double *next, double *value, double *policy, double lambda) {
  double q[64 * 8];
  for (int i = 0; i < nodes; i++) {
    int first = s->choice_start[i], count = s->choice_start[i + 1] - first;
    for (int a = 0; a < count; a++) {
      double *qa = q + a * J;
      for (int j = 0; j < J; j++) qa[j] = 0;
      for (int o = s->outcome_start[first + a]; o < s->outcome_start[first + a + 1]; o++) {
        const double *w = next + (size_t)s->target[o] * J;
        double p = s->chance[o];
        for (int j = 0; j < J; j++) qa[j] += p * w[j];
      }
      qa[s->mover] -= s->cost[first + a];
    }
    double top = q[s->mover];
    for (int a = 1; a < count; a++) if (q[a * J + s->mover] > top) top = q[a * J + s->mover];
    double sum = 0;
    for (int a = 0; a < count; a++) sum += policy[first + a] = exp(lambda * (q[a * J + s->mover] - top));
    double *v = value + (size_t)i * J;
    for (int j = 0; j < J; j++) v[j] = 0;
    for (int a = 0; a < count; a++) {
      policy[first + a] /= sum;
      for (int j = 0; j < J; j++) v[j] += policy[first + a] * q[a * J + j];
    }
  }
}

int main(int argc, char **argv) {
  if (argc != 3) return 2;
  FILE *f = fopen(argv[1], "rb");
  if (!f) return 2;
  int32_t *head = take(f, 4, 6);
  int J = head[0], K = head[1], n = head[2], T = head[3], C = head[4], O = head[5];
  Stage *stages = malloc(K * sizeof(Stage));
  for (int k = 0; k < K; k++) {
    stages[k].mover = *(int32_t *)take(f, 4, 1);
    stages[k].choice_start = take(f, 4, n + 1);
    stages[k].cost = take(f, 8, C);
    stages[k].outcome_start = take(f, 4, C + 1);
    stages[k].target = take(f, 4, O);
    stages[k].chance = take(f, 8, O);
    stages[k].policy = malloc(sizeof(double) * (size_t)C * T);
  }
  double *payoff = take(f, 8, (size_t)n * J);
  double lambda = *(double *)take(f, 8, 1), delta = *(double *)take(f, 8, 1);
  double *a = malloc(sizeof(double) * n * J), *b = malloc(sizeof(double) * n * J);
  double best = 1e99, check = 0;
  for (int r = 0; r < atoi(argv[2]); r++) {
    double start = now();
    for (size_t i = 0; i < (size_t)n * J; i++) a[i] = 0;
    for (int t = T - 1; t >= 0; t--) {
      for (size_t i = 0; i < (size_t)n * J; i++) a[i] = payoff[i] + delta * a[i];
      for (int k = K - 1; k >= 0; k--) {
        run_stage(&stages[k], n, J, a, b, stages[k].policy + (size_t)t * C, lambda);
        double *swap = a;
        a = b;
        b = swap;
      }
    }
    double took = now() - start;
    if (took < best) best = took;
    check = 0;
    for (size_t i = 0; i < (size_t)n * J; i++) check += a[i];
  }
  printf("{\"seconds\": %.9f, \"check\": %.12e}\n", best, check);
  return 0;
}
