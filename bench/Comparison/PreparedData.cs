using Scheduling.BookingRush;

namespace Scheduling.Comparison;

/// <summary>People and blocks of all exercises, imported once and copied for every turn.</summary>
/// <param name="server">Where databases are.</param>
/// <param name="starting">Starts who imports.</param>
/// <param name="rush">Sends the imports.</param>
/// <param name="folder">Where the files of the embedded one are.</param>
internal sealed class PreparedData(PostgresServer server, Starting starting, RushTool rush, string folder)
{
    private const string Template = "prepared";
    private int copies;

    private string Files => Path.Combine(folder, Template);

    public async Task Prepare(
        IReadOnlyCollection<Contestant> contestants, IEnumerable<Exercise> exercises, Pace pace, CancellationToken stop)
    {
        IReadOnlyList<string>[] scenarios =
            [.. Turn.WarmUps(pace), .. exercises.Select(each => ExerciseForm.Of(each).Arguments(pace, null))];
        if (contestants.Any(each => each != Contestant.Embedded))
        {
            await server.Create(Template);
            await Tool.Run(
                ProgramProcess.Executable("Silo"), ["migrate", "--Cluster:Database", server.Database(Template)], stop);
            await using (var running = await starting.StartProduct(Template, "--Demo:Enabled", "true"))
            {
                await Import(scenarios, running, stop);
            }

            await server.Execute(Template, "vacuum (analyze, freeze)");
        }

        if (contestants.Contains(Contestant.Embedded))
        {
            await using var running = await starting.StartEmbedded(Files);
            await Import(scenarios, running, stop);
        }
    }

    /// <returns>The name of a database, or a folder.</returns>
    public async Task<string> Copy(Contestant contestant)
    {
        var name = $"turn_{++copies}";
        if (contestant != Contestant.Embedded)
        {
            await server.Copy(Template, name);
            await Assign(contestant, name);
            return name;
        }

        var copy = Directory.CreateDirectory(Path.Combine(folder, name));
        foreach (var file in Directory.EnumerateFiles(Files))
        {
            File.Copy(file, Path.Combine(copy.FullName, Path.GetFileName(file)));
        }

        await Tool.Run("sync", ["-f", copy.FullName], CancellationToken.None);
        return copy.FullName;
    }

    /// <summary>
    /// What autovacuum does within a minute: everybody's statements are planned anew, for tables with something in them.
    /// </summary>
    public Task Count(Contestant contestant, string place) => contestant == Contestant.Embedded
        ? Task.CompletedTask
        : server.Execute(place, "analyze");

    public async Task Remove(Contestant contestant, string place)
    {
        if (contestant == Contestant.Embedded)
        {
            Directory.Delete(place, recursive: true);
        }
        else
        {
            await server.Drop(place);
        }
    }

    /// <summary>Rivals change their database, and so refuse one that is not marked as theirs.</summary>
    private async Task Assign(Contestant contestant, string database)
    {
        if (contestant.IsRival())
        {
            await server.Execute(
                database,
                "create table rival (name text not null unique); "
                + $"insert into rival (name) values ('{contestant.Text()}'); delete from orleansmembershiptable");
        }
    }

    private async Task Import(IReadOnlyList<string>[] scenarios, Running running, CancellationToken stop)
    {
        foreach (var scenario in scenarios)
        {
            await rush.Prepare(scenario, running.Address, stop);
        }
    }
}
