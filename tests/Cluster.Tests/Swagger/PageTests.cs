using System.Text.Json;
using Microsoft.Playwright;
using Scheduling.Cluster.Tests.Embedded;

namespace Scheduling.Cluster.Tests.Swagger;

/// <summary>A newcomer's first minutes, in the browser that a new machine gets.</summary>
public sealed class PageTests
{
    private static readonly string[] Flags =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    [Fact]
    public async Task Page_logs_in_and_books_the_sample_without_leaving_the_machine()
    {
        using var folder = new Folder();
        await using var gateway = await folder.Start();
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(
            new() { ExecutablePath = "/usr/bin/chromium", Args = Flags });
        var page = await browser.NewPageAsync();
        var complaints = Listen(page);

        await page.GotoAsync(new Uri(gateway.Address, "/swagger").ToString());
        var session = await Execute(page, "/api/v3/auth/user-sessions");
        await Authorize(page, session.GetProperty("accessToken").GetString()!);
        var appointment = await Execute(page, "/api/v3/patients/appointments");

        Assert.Equal("Scheduled", appointment.GetProperty("appointmentStatusCode").GetString());
        Assert.Equal(25937, appointment.GetProperty("patientId").GetInt32());
        Assert.Empty(complaints);
    }

    /// <summary>What the console complains of, and what is asked of other machines.</summary>
    private static List<string> Listen(IPage page)
    {
        var complaints = new List<string>();
        page.Console += (_, message) => Add(message.Type == "error", message.Text);
        page.PageError += (_, error) => Add(true, error);
        page.Request += (_, request) => Add(!IsHere(request.Url), request.Url);
        return complaints;

        void Add(bool isComplaint, string text)
        {
            if (isComplaint)
            {
                complaints.Add(text);
            }
        }
    }

    private static bool IsHere(string url) => new Uri(url) is { Scheme: "data" or "blob" } or { Host: "127.0.0.1" };

    /// <summary>Sends an operation's example as it stands on the page.</summary>
    private static async Task<JsonElement> Execute(IPage page, string path)
    {
        var operation = page.Locator(".opblock-post", new() { Has = page.Locator($"[data-path='{path}']") });
        await operation.Locator(".opblock-summary-control").ClickAsync();
        await operation.Locator(".try-out__btn").ClickAsync();
        var response = await page.RunAndWaitForResponseAsync(
            () => operation.Locator(".execute").ClickAsync(),
            response => response.Url.EndsWith(path, StringComparison.Ordinal));
        Assert.Equal(200, response.Status);
        await Assertions.Expect(operation.Locator(".live-responses-table .response-col_status").Last).ToHaveTextAsync("200");
        return (await response.JsonAsync())!.Value;
    }

    private static async Task Authorize(IPage page, string token)
    {
        await page.Locator(".auth-wrapper .authorize").First.ClickAsync();
        await page.Locator(".modal-ux input").FillAsync(token);
        await page.Locator(".modal-ux .authorize").ClickAsync();
        await page.Locator(".modal-ux .btn-done").ClickAsync();
    }
}
