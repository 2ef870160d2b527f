/** A small migration and catalogue without faults, to be broken one line at a time. */
export const MIGRATION = `id: small
title: A small plan
overview: Moves one model.
plan-files: [PLAN.md]
records: [CHANGELOG*]
fixtures: []
generated: []
hands-off: []
matrix:
  - id: chat
    category: Chat
    plan: { old: "ada:7b", new: "bob:9b", capabilities: Tools, notes: faster }
    from: ["ada:7b"]
    to:
      - { model: "bob:9b", roles: [general, agent], caution: It is larger. }
capability-reference:
  header: [Model]
  rows: [["bob:9b"]]
phases:
  - number: 1
    title: Documents
    sections:
      - id: "1.1"
        title: docs/
        scope: { include: ["docs/**"] }
        role: general
        subjects: { models: ["ada:7b"], reason: It is the lesson. }
        checklist:
          - text: Update the names
            met-by: rewrite
            models: ["ada:7b"]
          - text: Add the new one
            met-by: insertion
            insert: { kind: pull-line, models: ["bob:9b"] }
  - number: 2
    title: The rest
    sections:
      - id: rest
        title: The rest
        scope: { include: ["**"] }
approval: Ask first.
execution:
  - title: Migration
    items:
      - { text: Do phase 1, met-by: phase, phase: 1 }
plan-errors:
  - id: speed
    says: It is faster.
    finding: Nobody measured it.
    sources: [card]
`;

export const CATALOGUE = `mirrors: []
sources:
  card: a model card
families:
  ada:
    side: old
    display: [Ada]
    stems: [ada]
    organisations: [adas]
    variants: [chat]
    not-names: []
  bob:
    side: new
    display: [Bob]
    stems: [bob]
    organisations: [bobs]
    variants: []
    not-names: []
models:
  ada:7b:
    family: ada
    display: [Ada 7B]
    ollama: { library: ada, tag: 7b, default: true, tags: [7b] }
    hugging-face: { instruct: adas/Ada-7B, also: [adas/Ada-v1-7B], also-base: [adas/Ada-v1-7B-Base] }
    capabilities:
      tools: { value: no, confidence: known, sources: [card] }
  bob:9b:
    family: bob
    display: [Bob 9B]
    ollama: { library: bob, tag: 9b, default: false, insert: "bob:9b", tags: [9b, 9b-q4] }
    hugging-face: { instruct: bobs/Bob-9B, base: bobs/Bob-9B-Base }
    capabilities:
      tools: { value: yes, confidence: confirmed, sources: [card], note: since May }
    numbers:
      context-tokens: { value: 4096, confidence: confirmed, sources: [card] }
`;
