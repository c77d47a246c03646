import { type StructureDefinition } from './definitions.ts';

/** Where the walk is: one step for each element on the way, for the contexts in which extensions are allowed. */
export type Step = Readonly<{ parent: Step | undefined; name: string; type: string; url?: string | undefined }>;

/** All names of a place: `MedicationRequest.dosageInstruction`, `Dosage`, `Element` are the same one. */
function namesOf(step: Step): Set<string> {
  const names = new Set<string>([step.type, 'Element']);
  if (step.parent === undefined || /^[A-Z]/.test(step.name)) {
    names.add('Resource').add('DomainResource');
  } else {
    if (step.type === 'BackboneElement') names.add('BackboneElement');
    for (const name of namesOf(step.parent)) names.add(`${name}.${step.name}`);
  }
  return names;
}

/** Whether an extension may stand on the element of the step; definitions without a context say nothing. */
export function isAllowedAt(definition: StructureDefinition, step: Step): boolean {
  const contexts = definition.context ?? [];
  if (contexts.length === 0) return true;
  const names = namesOf(step);
  return contexts.some(context => {
    if (context.type === 'fhirpath') return true;
    if (context.type === 'extension') return step.type === 'Extension' && step.url === context.expression;
    // `<profile>#Appointment`: the element after the sign; the profile itself is not asked for.
    const place = context.expression.slice(context.expression.indexOf('#') + 1);
    return names.has(place.replaceAll('[x]', ''));
  });
}
