import "./shell/theme/fonts.css";
import "./shell/theme/base.css";
import { QueryClientProvider } from "@tanstack/react-query";
import { createRoot } from "react-dom/client";
import { call, onSentence, onVaultLocked } from "./api/api";
import { features } from "./app";
import { announce } from "./shell/announce";
import { FeaturesProvider } from "./shell/context";
import { client, followEvents, reading } from "./shell/data";
import { Frame } from "./shell/Frame";
import { said, t } from "./shell/i18n";
import { followJobs } from "./shell/jobs";
import { keepFocus } from "./shell/keyboard/keepFocus";
import { followLinks } from "./shell/links";
import { recall } from "./shell/memory";
import { followPaces } from "./shell/pace";
import { currentPlace, navigate } from "./shell/router";
import { followSecrets, setSession } from "./shell/session";
import { askForVault } from "./shell/vault";

/** Draws once, when theme and tree are there. Until then the window shows its ground in the theme's colour. */
async function start(root: HTMLElement): Promise<void> {
  if (currentPlace().to === "/") void navigate(recall("place", "/"), { replace: true });
  const landscape = client.prefetchQuery(reading("landscape", {}));
  followEvents();
  followJobs();
  followPaces();
  followLinks();
  followSecrets();
  keepFocus();
  onVaultLocked(askForVault);
  onSentence(said);
  await setSession(await call("start", {}));
  await landscape;
  createRoot(root).render(
    <QueryClientProvider client={client}>
      <FeaturesProvider value={features}>
        <Frame />
      </FeaturesProvider>
    </QueryClientProvider>,
  );
  if (await call("page_lost", {})) announce(t("shell.pageLost"), "urgent");
}

const root = document.getElementById("root");
if (root) void start(root);
