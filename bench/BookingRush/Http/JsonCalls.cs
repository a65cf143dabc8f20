using System.Net.Http.Headers;
using System.Text;

namespace Scheduling.BookingRush;

/// <summary>Calls off the measured path: logins, imports, lists.</summary>
internal sealed class JsonCalls(HttpClient http)
{
    private const int LongestShown = 500;

    /// <summary>A client for one gateway; imports may take long.</summary>
    public static HttpClient Client(Uri gateway) => new() { BaseAddress = gateway, Timeout = TimeSpan.FromMinutes(30) };

    /// <returns>The body of a 200.</returns>
    /// <exception cref="RefusedException">It was answered with something else.</exception>
    /// <exception cref="HttpRequestException">It was not answered.</exception>
    public async Task<string> Post(string path, string body, string token = "", CancellationToken stop = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        return await Send(request, token, stop);
    }

    public async Task<string> Get(string path, string token, CancellationToken stop = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        return await Send(request, token, stop);
    }

    private async Task<string> Send(HttpRequestMessage request, string token, CancellationToken stop)
    {
        if (token.Length > 0)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        using var response = await http.SendAsync(request, stop);
        var answer = await response.Content.ReadAsStringAsync(stop);
        var shown = answer.Length > LongestShown ? answer[..LongestShown] : answer;
        return response.IsSuccessStatusCode
            ? answer
            : throw new RefusedException(
                (int)response.StatusCode,
                $"{request.Method} {request.RequestUri} was answered {(int)response.StatusCode}: {shown}");
    }
}

/// <summary>The gateway answered, and not with 200; the message is fit for the terminal.</summary>
internal sealed class RefusedException(int status, string message) : Exception(message)
{
    public int Status => status;
}
