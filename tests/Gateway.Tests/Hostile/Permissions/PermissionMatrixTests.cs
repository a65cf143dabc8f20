using Scheduling.Gateway.Tests.Appointments;

namespace Scheduling.Gateway.Tests.Hostile.Permissions;

/// <summary>
/// Every endpoint that is served, by every kind of caller, about their own, another's and another hospital's.
/// </summary>
public sealed class PermissionMatrixTests(PermissionWorld world) : IClassFixture<PermissionWorld>
{
    public static TheoryData<string> Endpoints() => new(PermissionRow.All.Select(row => row.Endpoint));

    [Fact]
    public async Task Every_endpoint_that_is_served_has_a_row_and_no_row_is_of_another()
    {
        var served = Operation.All((await world.Gateway.Raw.Send("GET", "/swagger/v3/swagger.json")).Json);

        Assert.Equal(
            served.Select(operation => operation.Name).Order(),
            PermissionRow.All.Select(row => row.Endpoint).Order());
        Assert.Equal(
            served.Where(operation => !operation.NeedsToken).Select(operation => operation.Name).Order(),
            PermissionRow.All.Where(row => row.May["patient"] == "open").Select(row => row.Endpoint).Order());
    }

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task Endpoint_answers_everybody_as_the_matrix_says(string endpoint)
    {
        using var facts = new StoredFacts(world.Gateway);
        foreach (var cell in PermissionRow.All.Single(row => row.Endpoint == endpoint).Cells)
        {
            foreach (var whose in cell.Cases)
            {
                var call = await new PermissionCalls(world, cell, whose).Prepare();
                var before = facts.Version;

                var answer = await call(world.Token(cell.Caller));

                var expected = cell.Answer(whose);
                Assert.True(answer == expected, $"{cell}, {whose}: {answer} instead of {expected}");
                Assert.True(expected == PermissionCell.Granted || facts.Version == before, $"{cell}, {whose}: stored");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task Endpoint_is_closed_to_whoever_has_no_token(string endpoint)
    {
        var cell = PermissionRow.All.Single(row => row.Endpoint == endpoint).Cells.First();
        var call = await new PermissionCalls(world, cell, Whose.Own).Prepare();

        Assert.Equal(cell.May == "open" ? PermissionCell.Granted : "no-token", await call(null));
    }

    [Fact]
    public async Task Patient_whose_token_names_every_function_is_a_patient()
    {
        foreach (var cell in PermissionRow.All.SelectMany(row => row.Cells).Where(cell => cell.May == "S"))
        {
            var call = await new PermissionCalls(world, cell, Whose.Own).Prepare();

            Assert.Equal($"{cell}: only-staff", $"{cell}: {await call(world.Token("patient", (RoleFunctions)63))}");
        }
    }

    [Fact]
    public void Document_is_the_matrix()
    {
        var written = PermissionDocument.Text();
        if (Environment.GetEnvironmentVariable("WRITE_DOCS") == "1")
        {
            File.WriteAllText(PermissionDocument.Path, written);
        }

        Assert.True(
            File.Exists(PermissionDocument.Path) && File.ReadAllText(PermissionDocument.Path) == written,
            "docs/permissions.md is not what the matrix says: write it with WRITE_DOCS=1");
    }
}
