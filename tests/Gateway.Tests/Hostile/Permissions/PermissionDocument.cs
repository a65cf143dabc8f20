using System.Text;
using Scheduling.Cluster.Tests.Deployment;

namespace Scheduling.Gateway.Tests.Hostile.Permissions;

/// <summary>The matrix as operators and integrators read it.</summary>
internal static class PermissionDocument
{
    private const string Head = """
        # Permissions

        Who may call what, about whom. This page is written from the table that the tests run, every cell of it, about
        the caller's own, about another person's, and about another hospital's
        (`tests/Gateway.Tests/Hostile/Permissions/PermissionMatrix.cs`).

        | cell | the caller may |
        | --- | --- |
        | all | do it about anybody of the hospital |
        | own | do it about themselves: as the clinician, or as the patient or an authorized guardian |
        | yes | do it; it is about nobody in particular |
        | every | do it in every hospital |
        | open | do it without a token |
        | - | not do it: 401 `Role function is missing` |

        Without an accepted token everything that is not open answers 401 `Access token is missing, invalid or
        expired`. The column *another's* is what a caller with "own" is told about somebody else of the hospital,
        *elsewhere* what everybody is told about another hospital's: the same as about what nobody has. *not-yours*
        and *no-function* are 401, `Not your appointment` and `Role function is missing`; *no-appointment*,
        *no-block*, *no-person* and *no-hospital* are 400 with 1000404; *not-listed* is a list without it. MS is
        `Manage_Staff_Appointments`, MO `Manage_Own_Appointments`, PP `Patient_Proxy`, VS `View_Staff_Appointments`,
        VO `View_Own_Appointments`, MH `Manage_Hospital`, *no* none of them, PA a platform administrator.

        """;

    private const string Foot = """

        `/api/v2.1/patients/appointments`, `/api/v2.1/clinicians/appointments` and
        `/api/v2.1/clinicians/availability-blocks` are like version 3's `/patients/appointments`,
        `/admin/appointments` and `/admin/availability-blocks`.

        ## Guardians

        Whoever a person names in `guardians` with `isAuthorized` may act for them, by the doors of patients only. Any
        person of the hospital may be named, staff too: the record says who is related to whom. Who logs in as staff
        gains nothing by it; who is also a patient acts for their dependents under their patient record. It goes no
        further: a dependent's dependents are not the guardian's. Only `Manage_Hospital` changes guardians.

        """;

    public static string Path { get; } = Repository.Path("docs/permissions.md");

    public static string Text()
    {
        var text = new StringBuilder(Head);
        Add(
            text, "/api/v3/patients/",
            "Patients only; others are told 401 `Only patients are authorized to use this API`.",
            PermissionMatrix.ForPatients);
        Add(
            text, "/api/v3/admin/",
            "Staff only; patients are told 401 `Only hospital staff are authorized to use this API`.",
            PermissionMatrix.ForStaff);
        Add(text, "/api/", "Whoever calls.", PermissionMatrix.ForEverybody);
        return text.Append(Foot).ToString();
    }

    private static void Add(StringBuilder text, string prefix, string whom, string table)
    {
        var lines = PermissionRow.Lines(table);
        text.Append($"\n## {prefix}…\n\n{whom}\n\n");
        text.Append("| endpoint | ").AppendJoin(" | ", lines[0][2..]).Append(" |\n");
        text.Append('|').Insert(text.Length, " --- |", lines[0].Length - 1).Append('\n');
        foreach (var line in lines[1..])
        {
            text.Append($"| `{line[0]} {line[1]}` | ").AppendJoin(" | ", line[2..]).Append(" |\n");
        }
    }
}
