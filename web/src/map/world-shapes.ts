import { geoArea, geoCentroid } from "d3-geo";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import atlas from "world-atlas/countries-110m.json";

export type Country = ReturnType<typeof countriesOf>[number];

/** Outlines of the countries, Natural Earth at 1:110 million. */
export const countries: readonly Country[] = countriesOf();

/** A point well inside a country: the middle of its largest piece, in degrees. */
export function middleOf({ geometry }: Country): [number, number] {
  if (geometry.type !== "MultiPolygon") return geoCentroid(geometry);
  const pieces = geometry.coordinates.map((coordinates) => ({ type: "Polygon" as const, coordinates }));
  return geoCentroid(pieces.reduce((one, other) => (geoArea(other) > geoArea(one) ? other : one)));
}

function countriesOf() {
  // The type of the imported file is too wide: it says `string` where the format allows a few words only.
  const topology = atlas as unknown as Topology<{ countries: GeometryCollection<{ name: string }> }>;
  return feature(topology, topology.objects.countries).features;
}
