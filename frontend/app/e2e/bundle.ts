import { crc32 } from "node:zlib";

// A zip of stored files, by hand: the tests need no more of the format.
function entry(name: string, body: Buffer, at: number) {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt32LE(crc32(body), 10);
  fields.writeUInt32LE(body.length, 14);
  fields.writeUInt32LE(body.length, 18);
  fields.writeUInt16LE(name.length, 22);
  const local = Buffer.concat([Buffer.from("PK\x03\x04"), fields, Buffer.from(name), body]);
  const where = Buffer.alloc(14);
  where.writeUInt32LE(at, 10);
  const central = Buffer.concat([Buffer.from("PK\x01\x02\x14\x00"), fields, where, Buffer.from(name)]);
  return { local, central };
}

export function zip(files: Record<string, string>): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let at = 0;
  for (const [name, text] of Object.entries(files)) {
    const { local, central } = entry(name, Buffer.from(text), at);
    locals.push(local);
    centrals.push(central);
    at += local.length;
  }
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(locals.length, 8);
  end.writeUInt16LE(locals.length, 10);
  end.writeUInt32LE(centrals.reduce((sum, one) => sum + one.length, 0), 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, ...centrals, end]);
}

const HEAD = "sourcedId,status,dateLastModified";
const USERS = `${HEAD},enabledUser,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password,userMasterIdentifier,preferredGivenName,preferredMiddleName,preferredFamilyName,primaryOrgSourcedId,pronouns`;
const ROLES = `${HEAD},userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,userProfileSourcedId`;
const DEMOGRAPHICS = `${HEAD},birthDate,sex,americanIndianOrAlaskaNative,asian,blackOrAfricanAmerican,nativeHawaiianOrOtherPacificIslander,white,demographicRaceTwoOrMoreRaces,hispanicOrLatinoEthnicity,countryOfBirthCode,stateOfBirthAbbreviation,cityOfBirth,publicSchoolResidenceStatus`;
const NOW = "2026-11-01T00:00:00Z";

/** How the family names of new students begin: no word of a page, so that publishing takes none for a name. */
export const NEWCOMER = "Quillon";

/** A OneRoster 1.2 delta that brings one new student, without a guardian; `enabled` may be odd enough for a finding. */
export function newStudent(given: string, family: string, enabled = "true"): Buffer {
  const id = `e2e-${given}-${family}`.toLowerCase();
  const lines = (...rows: string[]) => rows.map((row) => `${row}\r\n`).join("");
  return zip({
    "manifest.csv": lines("propertyName,value", "oneroster.version,1.2", "file.users,delta", "file.roles,delta", "file.demographics,delta"),
    "users.csv": lines(USERS, `${id},active,${NOW},${enabled},${id},,${given},${family},,${id},,,,,09,,,,,,sch-3,`),
    "demographics.csv": lines(DEMOGRAPHICS, `${id},active,${NOW},2011-05-17,,,,,,,,,,,,`),
    "roles.csv": lines(ROLES, `r-${id},active,${NOW},${id},primary,student,,,sch-3,`),
  });
}
