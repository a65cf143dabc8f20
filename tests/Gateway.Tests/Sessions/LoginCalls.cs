using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Scheduling.Gateway.Tests.Hosting;

namespace Scheduling.Gateway.Tests.Sessions;

/// <summary>What somebody does who logs in.</summary>
internal static class LoginCalls
{
    public static Task<HttpResponseMessage> Login(
        this TestGateway gateway,
        string email,
        string password,
        int userType = 1,
        int hospital = 126,
        string? forwardedFor = null) =>
        gateway.Post(
            "/api/v3/auth/user-sessions",
            new JsonObject
            {
                ["hospitalId"] = hospital,
                ["userTypeId"] = userType,
                ["email"] = email,
                ["password"] = password,
            }.ToJsonString(),
            forwardedFor: forwardedFor);

    public static async Task<string> Token(
        this TestGateway gateway, string email, int userType = 1, int hospital = 126, string? password = null)
    {
        var session = await (await gateway.Login(email, password ?? Someone.Password, userType, hospital)).Json();
        return session["accessToken"]!.GetValue<string>();
    }

    public static Task<HttpResponseMessage> Post(
        this TestGateway gateway, string path, string json, string? token = null, string? forwardedFor = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = Json(json) };
        if (forwardedFor is not null)
        {
            request.Headers.Add("X-Forwarded-For", forwardedFor);
        }

        return gateway.Send(request, token);
    }

    public static Task<HttpResponseMessage> Put(this TestGateway gateway, string path, string json, string? token) =>
        gateway.Send(new HttpRequestMessage(HttpMethod.Put, path) { Content = Json(json) }, token);

    public static Task<HttpResponseMessage> Get(this TestGateway gateway, string path, string? token) =>
        gateway.Send(new HttpRequestMessage(HttpMethod.Get, path), token);

    public static Task<HttpResponseMessage> Delete(this TestGateway gateway, string path, string? token) =>
        gateway.Send(new HttpRequestMessage(HttpMethod.Delete, path), token);

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private static Task<HttpResponseMessage> Send(this TestGateway gateway, HttpRequestMessage request, string? token)
    {
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        return gateway.Client.SendAsync(request);
    }
}

internal static class Refusals
{
    public static async Task<JsonNode> Json(this HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode} {text}");
        return JsonNode.Parse(text)!;
    }

    public static async Task<string> Text(this HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode} {text}");
        return text;
    }

    /// <summary>Status line and challenge; the body has to say the same.</summary>
    public static async Task<string> Refusal(this HttpResponseMessage answer)
    {
        var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.Equal(body["responseCode"]!.ToJsonString(), body["spCallResult"]!["ErrorCode"]!.ToJsonString());
        return $"{(int)answer.StatusCode} {body["responseCode"]} {body["message"]}"
            + $" | {answer.ReasonPhrase} | {answer.Headers.WwwAuthenticate}";
    }
}
