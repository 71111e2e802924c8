import classes from "./QrCode.module.css";

/** A code for a phone's camera. The server sends SVG for use inside a page; an image needs its namespace. */
export function QrCode({ svg, label }: { svg: string; label: string }) {
  const whole = svg.includes("xmlns=") ? svg : svg.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"');
  return <img className={classes.code} alt={label} src={`data:image/svg+xml,${encodeURIComponent(whole)}`} />;
}
