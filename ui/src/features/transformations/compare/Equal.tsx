import "@ui5/webcomponents-fiori/dist/illustrations/SuccessScreen.js";
import { IllustratedMessage } from "@ui5/webcomponents-react/IllustratedMessage";
import type { TransformationComparison } from "../../../api/generated/TransformationComparison";
import { Button } from "../../../components/Button";
import { useT } from "../../../shell/i18n";

interface Props {
  comparison: TransformationComparison;
  onText: () => void;
}

/** Nothing is different, or nothing but the layout. */
export function Equal({ comparison, onText }: Props) {
  const t = useT();
  const { sameText, differingLines: lines, before, after } = comparison;
  const title = sameText ? t("compare.equalTitle") : t("transformations.sameMeaning", { lines });
  const text = t(sameText ? "compare.equalText" : "compare.sameMeaningText", { a: before.label, b: after.label });
  return (
    <div className="zequal" data-testid="equal">
      <IllustratedMessage name="SuccessScreen" design="Spot" titleText={title} subtitleText={text}>
        {!sameText && (
          <Button onClick={onText} testid="equal-text">
            {t("compare.showText")}
          </Button>
        )}
      </IllustratedMessage>
    </div>
  );
}
