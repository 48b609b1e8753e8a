/** The columns of `honest.ts`. */
export const probabilities = [
  0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.975, 0.99, 0.995, 0.998,
] as const;
