using Scheduling.Cluster.Tests.Operations;

namespace Scheduling.Cluster.Tests.Embedded;

/// <summary>The README's day at a clinic, as it is printed there.</summary>
public sealed class ClinicDayTests
{
    [Fact]
    public async Task Readme_day_at_a_clinic_is_played_as_printed()
    {
        using var folder = new Folder();
        await using var gateway = await folder.Start();
        var day = new Page("../README.md").Commands.Single(block => block.Contains("A month of mornings"));

        var printed = await Page.Run(day.Replace("http://127.0.0.1:5080/", gateway.Address.ToString()), folder.Path);

        Assert.Contains("\"passwordsHashed\":2", printed);
        Assert.Contains("\"total\":30\nfree: ", printed);
        Assert.Contains("\"holdId\":", printed);
        Assert.Contains("\"appointmentStatusCode\":\"Scheduled\"\n\"total\":1\n", printed);
        Assert.EndsWith("\nCancelledByProvider\n", printed);
    }
}
