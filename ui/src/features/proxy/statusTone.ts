/** The colour of a status of HTTP; the number says the same. */
export const statusTone = (status: number): "positive" | "critical" | "negative" =>
  status < 400 ? "positive" : status < 500 ? "critical" : "negative";
