export { Preferences as default } from "./Preferences";
