using System.Collections.Immutable;
using Scheduling.Gateway.Tests.Appointments;

namespace Scheduling.Gateway.Tests.Hostile.Permissions;

/// <summary>A row of the matrix.</summary>
/// <param name="Method">In upper case.</param>
/// <param name="Path">As it is served.</param>
/// <param name="Like">The version 3 path whose row it is.</param>
/// <param name="May">What the cells say, by caller.</param>
/// <param name="Anothers">The answer about another person.</param>
/// <param name="Elsewhere">The answer about another hospital's.</param>
internal sealed record PermissionRow(
    string Method, string Path, string Like, ImmutableDictionary<string, string> May, string Anothers, string Elsewhere)
{
    /// <summary>All of them, the mirrored ones too.</summary>
    public static ImmutableArray<PermissionRow> All { get; } =
    [
        .. Read(PermissionMatrix.ForPatients, "/api/v3/patients/", "P"),
        .. Read(PermissionMatrix.ForStaff, "/api/v3/admin/", "S"),
        .. Read(PermissionMatrix.ForEverybody, "/api/", ""),
    ];

    public string Endpoint => $"{Method} {Path}";

    public IEnumerable<PermissionCell> Cells => May.Select(cell => new PermissionCell(this, cell.Key, cell.Value));

    /// <summary>
    /// A table's lines in their columns, its head the first: method, path, callers, another's, another hospital's.
    /// </summary>
    public static ImmutableArray<string[]> Lines(string table) =>
        [.. table.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))];

    private static IEnumerable<PermissionRow> Read(string table, string prefix, string others)
    {
        var lines = Lines(table);
        return lines[1..].SelectMany(line => Read(lines[0], line, prefix, others));
    }

    private static IEnumerable<PermissionRow> Read(string[] head, string[] line, string prefix, string others)
    {
        var (method, path) = (line[0], prefix + line[1]);
        var may = PermissionCaller.All.ToImmutableDictionary(caller => caller.Name, caller =>
            head[2] == "everybody" ? line[2] : Array.IndexOf(head, caller.Name) is > 0 and var at ? line[at] : others);
        return PermissionMatrix.Mirrors
            .Where(mirror => path == mirror.Like || IsOne(path, mirror.Like))
            .Select(mirror => mirror.Path + path[mirror.Like.Length..])
            .Prepend(path)
            .Select(served => new PermissionRow(method, served, path, may, line[^2], line[^1]));
    }

    private static bool IsOne(string path, string list) =>
        path.StartsWith(list + "/{", StringComparison.Ordinal)
        && path.IndexOf('}', StringComparison.Ordinal) == path.Length - 1;
}
