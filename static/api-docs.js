/* The API's description, drawn by Swagger UI in the place of the plain list of addresses. */

"use strict";

const place = document.getElementById("api-docs");

/* Swagger UI has a dark look of its own, and asks for it by a class. */
const dark = window.matchMedia("(prefers-color-scheme: dark)");
const dress = () => document.documentElement.classList.toggle("dark-mode", dark.matches);
dark.addEventListener("change", dress);
dress();

/* Names are in buttons, which may hold no link of their own. */
const withoutLinks = () => ({ components: { DeepLink: ({ text }) => text } });

place.replaceChildren();
SwaggerUIBundle({
  url: place.dataset.schema,
  domNode: place,
  presets: [SwaggerUIBundle.presets.apis],
  plugins: [withoutLinks],
  layout: "BaseLayout",
  deepLinking: true,
  defaultModelsExpandDepth: 0,
  supportedSubmitMethods: ["get"],
  validatorUrl: null, /* it would send the address to another host */
});
