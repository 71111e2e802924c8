import {
  type CSSVariablesResolver,
  type MantineColorsTuple,
  type MantineThemeOverride,
  createTheme,
} from "@mantine/core";

// One ink (the greys), one accent, one warning colour. Red is the warning colour too,
// so that Mantine's own error states use it.
const ink: MantineColorsTuple = [
  "#faf7f1", "#f3eee5", "#e8e1d5", "#d9d0c1", "#bdb3a3", "#918778", "#6b6357", "#524b41", "#37322b", "#24211c",
];
const dark: MantineColorsTuple = [
  "#ece5d8", "#cfc7b9", "#ada596", "#8a8275", "#57514a", "#433e38", "#322e29", "#24211d", "#1c1a17", "#141210",
];
const accent: MantineColorsTuple = [
  "#ecf5f2", "#d6eae5", "#b0d6cd", "#88c2b5", "#5ca99a", "#3b8e7f", "#297668", "#1f6258", "#184f47", "#113a34",
];
const warn: MantineColorsTuple = [
  "#fdf3ea", "#fae3cf", "#f4c59c", "#eda667", "#e0883d", "#c96f24", "#ad5a17", "#924910", "#74390c", "#562a09",
];

const face =
  'ui-sans-serif, system-ui, -apple-system, "Segoe UI Variable Text", "Segoe UI", Roboto, "Noto Sans", sans-serif';

/** `close` is the word that plain Mantine leaves its close buttons without. */
export const makeTheme = (close: string): MantineThemeOverride => createTheme({
  colors: { gray: ink, dark, accent, red: warn, warn },
  primaryColor: "accent",
  primaryShade: { light: 7, dark: 6 },
  autoContrast: true,
  black: "#24211c",
  white: "#fffdf9",
  fontFamily: face,
  headings: { fontFamily: face, fontWeight: "650" },
  lineHeights: { xs: "1.5", sm: "1.5", md: "1.6", lg: "1.6", xl: "1.6" },
  defaultRadius: "md",
  cursorType: "pointer",
  respectReducedMotion: true,
  // Plain objects, not `X.extend`: importing each component here would put it in the first load.
  components: {
    Alert: { defaultProps: { closeButtonLabel: close } },
    CloseButton: { defaultProps: { "aria-label": close } },
    Checkbox: { defaultProps: { size: "md" } },
    ActionIcon: { defaultProps: { size: 44, variant: "subtle" } },
  },
});

/** Paper and ink for each scheme; the dark one is chosen, not inverted. */
export const colors: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--mantine-color-body": "#faf7f1",
    "--mantine-color-text": "#24211c",
    "--mantine-color-dimmed": "#635b50",
    "--mantine-color-error": "#924910",
    "--mantine-color-placeholder": "#6b6357",
    "--mantine-color-default": "#fffdf9",
    "--mantine-color-default-border": "#b3a999",
    "--tm-surface": "#fffdf9",
    "--tm-sunken": "#f3eee5",
    "--tm-line": "#e3dbcd",
    "--tm-accent": "#1f6258",
    "--tm-accent-soft": "#dcece8",
    "--tm-warn": "#924910",
    "--tm-warn-soft": "#fae9da",
    "--tm-bar": "#5ca99a",
  },
  dark: {
    "--mantine-color-body": "#1c1a17",
    "--mantine-color-text": "#ece5d8",
    "--mantine-color-dimmed": "#b5ad9f",
    "--mantine-color-error": "#f0b07a",
    "--mantine-color-placeholder": "#a39b8d",
    "--mantine-color-default": "#24211d",
    "--mantine-color-default-border": "#6b645b",
    "--mantine-color-anchor": "#88c2b5",
    "--mantine-color-accent-light": "#223a35",
    "--mantine-color-accent-light-hover": "#2a4841",
    "--mantine-color-accent-light-color": "#a4d3c7",
    "--mantine-color-warn-light-color": "#f0b07a",
    "--tm-surface": "#24211d",
    "--tm-sunken": "#15130f",
    "--tm-line": "#3a352f",
    "--tm-accent": "#88c2b5",
    "--tm-accent-soft": "#223a35",
    "--tm-warn": "#f0b07a",
    "--tm-warn-soft": "#41301f",
    "--tm-bar": "#3b8e7f",
  },
});
