/** What the presets say where an option is left out; the weights of each are on a scale of its own. */
export const PRESETS = {
  studio: { styleWeight: 300, tvWeight: 0, evaluations: 150 },
  gatys: { styleWeight: 1000, tvWeight: 0, evaluations: 500 },
  'neural-style': { styleWeight: 100, tvWeight: 1e-3, evaluations: 1000 },
  keras: { styleWeight: 1e-6, tvWeight: 1e-6, evaluations: 4000 },
  report: { styleWeight: 40, tvWeight: 1e-6, evaluations: 4000 },
};

export const preset = ({ preset: name }) => PRESETS[name] ?? PRESETS.studio;

/** How strong a style weight is, as studio counts it: 300 is what a preset does by itself. */
export function strength(options) {
  const { styleWeight: usual } = preset(options);
  return ((options.styleWeight ?? usual) / usual) * PRESETS.studio.styleWeight;
}

/** The style weight of a strength, as the preset counts it. */
export function styleWeight(options, value) {
  return Number(((value / PRESETS.studio.styleWeight) * preset(options).styleWeight).toPrecision(6));
}
