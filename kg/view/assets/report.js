// The report reads well without script; this only switches language and follows the reader's colour scheme.

const root = document.documentElement;
const dark = matchMedia("(prefers-color-scheme: dark)");
const languageButton = document.getElementById("language");

function apply() {
  root.dataset.theme = dark.matches ? "dark" : "light";
  root.lang = root.dataset.lang === "en" ? "en" : "zh-CN";
  languageButton.textContent = root.dataset.lang === "en" ? "中文" : "English";
  languageButton.lang = root.dataset.lang === "en" ? "zh" : "en";
}

languageButton.addEventListener("click", () => {
  root.dataset.lang = root.dataset.lang === "en" ? "zh" : "en";
  apply();
});
dark.addEventListener("change", apply);
apply();
