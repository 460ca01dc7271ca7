/** What the presets say where an option is left out; the weights of each are on a scale of its own. */
export const PRESETS = {
  studio: { styleWeight: 300, tvWeight: 0, evaluations: 150 },
  gatys: { styleWeight: 1000, tvWeight: 0, evaluations: 500 },
  'neural-style': { styleWeight: 100, tvWeight: 1e-3, evaluations: 1000 },
  keras: { styleWeight: 1e-6, tvWeight: 1e-6, evaluations: 4000 },
  report: { styleWeight: 40, tvWeight: 1e-6, evaluations: 4000 },
};

/** What is painted where nothing is said of how strongly: with the one preset that knows it, so intense. */
export const INTENSITY = { preset: 'studio', usual: 100 };

/** Options with what is always said: how strong, as an intensity where it can be and no weight is given. */
export function strengthened(options) {
  const { intensity, styleWeight: weight, ...others } = options;
  if (weight === undefined && others.preset === INTENSITY.preset) return { ...others, intensity: intensity ?? INTENSITY.usual };
  return { ...others, styleWeight: weight ?? preset(options).styleWeight };
}

export const preset = ({ preset: name }) => PRESETS[name] ?? PRESETS.studio;

/** How strong a style weight is, as studio counts it: 300 is what a preset does by itself. */
export const strength = (options) => (options.styleWeight / preset(options).styleWeight) * PRESETS.studio.styleWeight;

/** The style weight of a strength, as the preset counts it. */
export function styleWeight(options, value) {
  return Number(((value / PRESETS.studio.styleWeight) * preset(options).styleWeight).toPrecision(6));
}
