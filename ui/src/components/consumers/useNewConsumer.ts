import { useState } from "react";
import { call } from "../../api/api";
import type { AppError } from "../../api/generated/AppError";
import type { SignIn } from "../../api/generated/SignIn";
import { minutesOf } from "./TokenMinutes";

interface Options {
  system: string;
  /** What is offered; the first is proposed. */
  signIns: readonly SignIn[];
  /** With the consumer's id. */
  onAdded: (consumer: string) => void;
  /** It has no secret to show. */
  onClose: () => void;
}

export type NewConsumerDraft = ReturnType<typeof useNewConsumer>;

/** A consumer that is about to be made, and its secret once it is. */
export function useNewConsumer({ system, signIns, onAdded, onClose }: Options) {
  const [id, setId] = useState("");
  const [name, setName] = useState("");
  const [signIn, setSignIn] = useState<SignIn>(signIns[0] ?? "basic");
  const [subject, setSubject] = useState("");
  const [minutes, setMinutes] = useState("60");
  const [error, setError] = useState<AppError>();
  const [secret, setSecret] = useState<string>();
  /** What was refused is no longer what stands there. */
  const anew =
    <V>(set: (value: V) => void) =>
    (value: V) => {
      setError(undefined);
      set(value);
    };
  const add = async () => {
    try {
      const consumer = {
        id,
        name,
        signIn,
        access: true,
        ...(signIn === "certificate" && { subject }),
        ...(signIn === "oauth" && { tokenMinutes: minutesOf(minutes) }),
      };
      const added = await call("consumer_add", { system, consumer });
      setError(undefined);
      setSecret(added.secret);
      onAdded(added.consumer.id);
      if (added.secret === undefined) onClose();
    } catch (refused) {
      setError(refused as AppError);
    }
  };
  return {
    id,
    setId: anew(setId),
    name,
    setName: anew(setName),
    signIn,
    setSignIn: anew(setSignIn),
    subject,
    setSubject: anew(setSubject),
    minutes,
    setMinutes: anew(setMinutes),
    error,
    secret,
    add,
  };
}
