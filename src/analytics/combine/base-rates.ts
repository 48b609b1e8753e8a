const logOdds = (rate: number): number => Math.log(rate / (1 - rate));

/**
 * What is assumed where nothing else is known, in log-odds; the only place that says so, for the command, the desk and the
 * groups alike. It orders nothing: it says only from where on something is raised. A lot: one in twenty, below the one in
 * ten of industries under suspicion, because here every lot of a city is looked at and a false clue falls on people who did
 * nothing. A group of firms that meet: one in a hundred, as most are simply a trade. A firm and an agency or expert: one in
 * twenty, as the number of such pairs already stands in the chance of what is found.
 */
export const baseRates = {
  tender: logOdds(0.05),
  group: logOdds(0.01),
  tie: logOdds(0.05),
} as const;
