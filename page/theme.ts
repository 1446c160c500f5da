/** Light or dark: as the system says, until the reader says otherwise. */

const dark = matchMedia("(prefers-color-scheme: dark)");

const isDark = (): boolean => (document.documentElement.dataset.theme ?? (dark.matches ? "dark" : "light")) === "dark";

/** Makes a button turn the page dark and light. */
export function listenForTheme(button: HTMLElement): void {
  const tell = (): void => button.setAttribute("aria-pressed", String(isDark()));
  button.addEventListener("click", () => {
    document.documentElement.dataset.theme = isDark() ? "light" : "dark";
    tell();
    document.dispatchEvent(new Event("theme"));
  });
  dark.addEventListener("change", tell);
  tell();
}
