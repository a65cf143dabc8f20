using System.Net;
using System.Net.Http.Json;

namespace Scheduling.Cluster.Tests.Embedded;

/// <summary>The demo hospital's passwords are public: it is where that harms nobody, or is wanted.</summary>
public sealed class DemoTests
{
    private const string Everywhere = "http://0.0.0.0:0";

    [Fact]
    public async Task Demo_not_wanted_is_not_imported()
    {
        using var folder = new Folder();

        await using var gateway = await folder.Start("--Demo:Enabled", "false");

        Assert.Equal(HttpStatusCode.Unauthorized, await LogIn(gateway.Address));
        Assert.DoesNotContain("guardian", gateway.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Demo_wanted_later_is_not_imported_into_a_folder_in_use()
    {
        using var folder = new Folder();
        await using (var first = await folder.Start("--Demo:Enabled", "false"))
        {
            first.Terminate();
            await first.End();
        }

        await using var gateway = await folder.Start();

        Assert.Equal(HttpStatusCode.Unauthorized, await LogIn(gateway.Address));
    }

    [Fact]
    public async Task Demo_import_that_was_cut_short_is_finished_by_the_next_start()
    {
        using var folder = new Folder();
        await using (var first = await folder.Start("--Demo:Enabled", "false"))
        {
            await first.Kill();
        }

        await File.WriteAllTextAsync(folder.Data("demo-hospital.unfinished"), "");
        await using var gateway = await folder.Start();

        Assert.Equal(HttpStatusCode.OK, await LogIn(gateway.Address));
        Assert.False(File.Exists(folder.Data("demo-hospital.unfinished")));
    }

    [Fact]
    public async Task Demo_on_a_public_address_has_to_be_asked_for()
    {
        using var folder = new Folder();

        await using var gateway = await folder.RunToTheEnd("--urls", Everywhere);

        Assert.Equal(1, await gateway.End());
        Assert.Contains("Demo:Enabled=true", gateway.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', gateway.Error);
        await using var asked = await folder.Start("--Demo:Enabled", "true");
        Assert.Equal(HttpStatusCode.OK, await LogIn(asked.Address));
    }

    [Fact]
    public async Task Hospital_named_for_import_is_there_from_the_first_request_on()
    {
        using var folder = new Folder();
        var file = folder.Data("../hospital.json");
        await File.WriteAllTextAsync(file, """
            {
                "hospital": { "id": 126, "name": "Another", "timeZone": "Europe/Berlin" },
                "people": [
                    {
                        "id": "9f0c6a4e-2f55-4b43-8f0b-0d8d5a3c1101", "contactTypeCode": 1, "patientId": 1, "statusCode": 1,
                        "name": { "given": "Pat" }, "email": "guardian@example.org", "password": "guardian-demo-1"
                    }
                ]
            }
            """);

        await using var gateway = await folder.Start("--Demo:Enabled", "false", "--Data:Import", file);

        Assert.Equal(HttpStatusCode.OK, await LogIn(gateway.Address));
    }

    [Theory]
    [InlineData]
    [InlineData("--Demo:Enabled", "false")]
    public async Task Demo_that_is_there_already_is_not_published_unasked(params string[] arguments)
    {
        using var folder = new Folder();
        await using (var local = await folder.Start())
        {
            local.Terminate();
            await local.End();
        }

        await using var gateway = await folder.RunToTheEnd(["--urls", Everywhere, .. arguments]);

        Assert.Equal(1, await gateway.End());
        Assert.Contains("its passwords are public", gateway.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', gateway.Error);
    }

    private static async Task<HttpStatusCode> LogIn(Uri gateway)
    {
        using var http = new HttpClient { BaseAddress = gateway };
        using var answer = await http.PostAsJsonAsync(
            new Uri("/api/v3/auth/user-sessions", UriKind.Relative),
            new { hospitalId = 126, userTypeId = 1, email = "guardian@example.org", password = "guardian-demo-1" });
        return answer.StatusCode;
    }
}
