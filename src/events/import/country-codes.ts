/** ISO 3166 alpha-3 codes with English short names; GDELT and POLECAT write countries so. */
const table = `AFG Afghanistan|ALB Albania|DZA Algeria|AGO Angola|ARG Argentina|ARM Armenia|AUS Australia|AUT Austria|AZE Azerbaijan|BHS Bahamas|BHR Bahrain|BGD Bangladesh|BRB Barbados|BLR Belarus|BEL Belgium|BLZ Belize|BEN Benin|BTN Bhutan|BOL Bolivia|BIH Bosnia and Herzegovina|BWA Botswana|BRA Brazil|BRN Brunei|BGR Bulgaria|BFA Burkina Faso|BDI Burundi|CPV Cape Verde|KHM Cambodia|CMR Cameroon|CAN Canada|CAF Central African Republic|TCD Chad|CHL Chile|CHN China|COL Colombia|COM Comoros|COG Congo|COD Democratic Republic of Congo|CRI Costa Rica|CIV Ivory Coast|HRV Croatia|CUB Cuba|CYP Cyprus|CZE Czech Republic|DNK Denmark|DJI Djibouti|DMA Dominica|DOM Dominican Republic|ECU Ecuador|EGY Egypt|SLV El Salvador|GNQ Equatorial Guinea|ERI Eritrea|EST Estonia|SWZ Eswatini|ETH Ethiopia|FJI Fiji|FIN Finland|FRA France|GAB Gabon|GMB Gambia|GEO Georgia|DEU Germany|GHA Ghana|GRC Greece|GRD Grenada|GTM Guatemala|GIN Guinea|GNB Guinea-Bissau|GUY Guyana|HTI Haiti|HND Honduras|HUN Hungary|ISL Iceland|IND India|IDN Indonesia|IRN Iran|IRQ Iraq|IRL Ireland|ISR Israel|ITA Italy|JAM Jamaica|JPN Japan|JOR Jordan|KAZ Kazakhstan|KEN Kenya|PRK North Korea|KOR South Korea|KWT Kuwait|KGZ Kyrgyzstan|LAO Laos|LVA Latvia|LBN Lebanon|LSO Lesotho|LBR Liberia|LBY Libya|LTU Lithuania|LUX Luxembourg|MDG Madagascar|MWI Malawi|MYS Malaysia|MDV Maldives|MLI Mali|MLT Malta|MRT Mauritania|MUS Mauritius|MEX Mexico|MDA Moldova|MNG Mongolia|MNE Montenegro|MAR Morocco|MOZ Mozambique|MMR Myanmar|NAM Namibia|NPL Nepal|NLD Netherlands|NZL New Zealand|NIC Nicaragua|NER Niger|NGA Nigeria|MKD North Macedonia|NOR Norway|OMN Oman|PAK Pakistan|PAN Panama|PNG Papua New Guinea|PRY Paraguay|PER Peru|PHL Philippines|POL Poland|PRT Portugal|QAT Qatar|ROU Romania|RUS Russia|RWA Rwanda|SAU Saudi Arabia|SEN Senegal|SRB Serbia|SLE Sierra Leone|SGP Singapore|SVK Slovakia|SVN Slovenia|SOM Somalia|ZAF South Africa|SSD South Sudan|ESP Spain|LKA Sri Lanka|SDN Sudan|SUR Suriname|SWE Sweden|CHE Switzerland|SYR Syria|TWN Taiwan|TJK Tajikistan|TZA Tanzania|THA Thailand|TLS East Timor|TGO Togo|TTO Trinidad and Tobago|TUN Tunisia|TUR Turkey|TKM Turkmenistan|UGA Uganda|UKR Ukraine|ARE United Arab Emirates|GBR United Kingdom|USA United States|URY Uruguay|UZB Uzbekistan|VEN Venezuela|VNM Vietnam|YEM Yemen|ZMB Zambia|ZWE Zimbabwe|PSE Palestine`;

const entries = table.split("|").map((entry): readonly [string, string] => [entry.slice(0, 3), entry.slice(4)]);
const codes: ReadonlyMap<string, string> = new Map(entries.map(([code, name]) => [name.toLowerCase(), code]));
const names: ReadonlyMap<string, string> = new Map(entries);

/** `VEN` for `Venezuela`, letters large or small; undefined for what is no country by that name. */
export function countryCode(name: string): string | undefined {
  return codes.get(name.toLowerCase());
}

/** `Venezuela` for `VEN`. */
export function countryName(code: string): string | undefined {
  return names.get(code);
}
