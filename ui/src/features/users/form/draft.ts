import type { UserDetail } from "../../../api/generated/UserDetail";
import type { UserDraft } from "../../../api/generated/UserDraft";

export const emptyDraft: UserDraft = {
  userName: "",
  origin: "",
  email: "",
  givenName: "",
  familyName: "",
  externalId: "",
  phoneNumber: "",
  active: true,
};

/** The form of a user as the snapshot holds it. */
export function draftOf(user: UserDetail): UserDraft {
  return {
    userName: user.row.userName,
    origin: user.row.origin,
    email: user.row.email,
    givenName: user.givenName,
    familyName: user.familyName,
    externalId: user.row.externalId ?? "",
    phoneNumber: user.phoneNumbers[0] ?? "",
    active: user.row.active,
  };
}

export type Field = keyof UserDraft;

/** The fields in which two forms differ. */
export function changedFields(from: UserDraft, to: UserDraft): Field[] {
  return (Object.keys(from) as Field[]).filter((field) => from[field] !== to[field]);
}

export type Finding = "required" | "badEmail";

/** What keeps a form from being sent. The account itself judges the rest. */
export function findings(draft: UserDraft): Partial<Record<Field, Finding>> {
  const found: Partial<Record<Field, Finding>> = {};
  if (draft.userName.trim() === "") found.userName = "required";
  if (draft.origin.trim() === "") found.origin = "required";
  if (draft.email.trim() === "") found.email = "required";
  else if (!/^[^\s@]+@[^\s@]+$/.test(draft.email.trim())) found.email = "badEmail";
  return found;
}

/** Without the spaces that a paste brings along. */
export function trimmed(draft: UserDraft): UserDraft {
  const entries = Object.entries(draft).map(([k, v]) => [k, typeof v === "string" ? v.trim() : v]);
  return Object.fromEntries(entries) as UserDraft;
}

/** The next form while a user is created: the e-mail follows the user name until it was typed by hand. */
export function withField<F extends Field>(
  draft: UserDraft,
  field: F,
  value: UserDraft[F],
  creating: boolean,
): UserDraft {
  const next = { ...draft, [field]: value };
  const follows = creating && field === "userName" && (draft.email === "" || draft.email === draft.userName);
  if (follows) next.email = String(value);
  return next;
}
