using Microsoft.Playwright;

namespace Scheduling.BookingRush.Tests;

/// <summary>The report, in the browser that a new machine gets.</summary>
public sealed class ReportTests
{
    private static readonly string[] Flags =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    [Fact]
    public async Task Report_of_a_run_shows_everything_without_a_complaint_or_a_request()
    {
        using var folder = new ResultFolder();
        await using var gateway = await FakeGateway.Start();
        await RunTests.Run(gateway, folder);

        var page = await Page.Open(folder);
        await using var closing = page;

        Assert.Equal(
            ["Arrivals and decisions", "Audit", "Configuration", "Fairness", "Latency by percentile",
                "Latency over time", "Slots left"],
            (await page.Tab.Locator("section > h2").AllInnerTextsAsync())
                .Where(title => title is not ("What became of the requests" or "Before you believe the figures"))
                    .Order());
        Assert.Equal(5, await page.Tab.Locator("[role=img] canvas").CountAsync());
        Assert.Equal(5, await page.Tab.Locator("section:has([role=img]) details table").CountAsync());
        await Assertions.Expect(page.Tab.Locator("#verdict")).ToHaveTextAsync("Every promise was kept.");
        Assert.Contains("won", await page.Tab.Locator("table").First.InnerTextAsync(), StringComparison.Ordinal);
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task Report_of_a_lie_says_so()
    {
        using var folder = new ResultFolder();
        await using var gateway = await FakeGateway.Start(Lie.DoubleBooks);
        await RunTests.Run(gateway, folder);

        var page = await Page.Open(folder);
        await using var closing = page;

        Assert.Contains(
            "did not tell the truth", await page.Tab.Locator("#verdict").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("acknowledged to more than 1", await page.Tab.ContentAsync(), StringComparison.Ordinal);
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task Report_with_every_outcome_fits_a_phone_and_the_dark()
    {
        using var folder = new ResultFolder();
        await folder.Files.Write(Samples.Summary("1/1", Enum.GetValues<Outcome>()) with
        {
            Warnings = ["</script><script>alert(1)</script>"],
            Complaints = ["500 <b>unexpected</b>"],
        });

        var page =
            await Page.Open(
                folder, new() { ViewportSize = new() { Width = 360, Height = 740 }, ColorScheme = ColorScheme.Dark });
        await using var closing = page;

        Assert.True(await page.Tab.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        Assert.Equal(
            "rgb(13, 17, 23)", await page.Tab.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor"));
        Assert.Equal(6, await page.Tab.Locator("table").First.Locator("tbody tr").CountAsync());
        Assert.Contains("alert(1)", await page.Tab.Locator("section ul li").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task Report_of_a_run_that_never_began_can_be_read()
    {
        using var folder = new ResultFolder();
        await folder.Files.Write(Samples.Summary() with
        {
            Interrupted = true,
            Series = [],
            Outcomes = new Dictionary<Outcome, OutcomeSummary>(),
            Slots = null,
        });

        var page = await Page.Open(folder);
        await using var closing = page;

        Assert.Contains("interrupted", await page.Tab.Locator("#verdict").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Empty(page.Complaints);
    }

    private sealed class Page(IPlaywright playwright, IBrowser browser, IPage tab) : IAsyncDisposable
    {
        public IPage Tab => tab;

        /// <summary>What the console complains of, and what is asked of anybody.</summary>
        public List<string> Complaints { get; } = [];

        public static async Task<Page> Open(ResultFolder folder, BrowserNewPageOptions? options = null)
        {
            var playwright = await Playwright.CreateAsync();
            var browser =
                await playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = Flags });
            var page = new Page(playwright, browser, await browser.NewPageAsync(options));
            var address = new Uri(folder.Files.Report).ToString();
            page.Listen(address);
            await page.Tab.GotoAsync(address);
            return page;
        }

        public async ValueTask DisposeAsync()
        {
            await browser.DisposeAsync();
            playwright.Dispose();
        }

        private void Listen(string address)
        {
            tab.Console += (_, message) => Add(message.Type is "error" or "warning", message.Text);
            tab.PageError += (_, error) => Add(true, error);
            tab.Request += (_, request) =>
                Add(request.Url != address && !request.Url.StartsWith("data:", StringComparison.Ordinal), request.Url);
        }

        private void Add(bool isComplaint, string text)
        {
            if (isComplaint)
            {
                Complaints.Add(text);
            }
        }
    }
}
