import type { SamplePath } from "../../../api/generated/SamplePath";
import type { SystemNode } from "../../../api/generated/SystemNode";
import type { TransformationKind } from "../../../api/generated/TransformationKind";
import { useReading } from "../../../shell/data";

const none: SamplePath[] = [];

/** Paths that are really there in the entities of the snapshot. */
export function usePaths(system: SystemNode, kind: TransformationKind, entity: string): SamplePath[] {
  const known = system.refreshedAt !== undefined;
  const { data } = useReading("transformation_paths", { system: system.id, kind, entity }, { enabled: known });
  return data ?? none;
}
