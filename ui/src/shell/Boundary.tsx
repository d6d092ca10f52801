import { Component, type ReactNode } from "react";
import { Button } from "../components/Button";
import { Message } from "../components/Message";
import { t } from "./i18n";

/** Keeps an error of one part from taking the window with it. */
export class Boundary extends Component<{ children: ReactNode }, { error: Error | undefined }> {
  override state = { error: undefined as Error | undefined };

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override componentDidCatch(error: Error) {
    // Uncaught errors of the page land in the shell's log.
    reportError(error);
  }

  override render() {
    if (!this.state.error) return this.props.children;
    return (
      <Message
        icon="error"
        title={t("shell.broken")}
        text={t("shell.brokenText")}
        actions={<Button onClick={() => this.setState({ error: undefined })}>{t("common.retry")}</Button>}
      />
    );
  }
}
