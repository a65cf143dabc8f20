using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Scheduling.Gateway.Embedded;

/// <summary>What whoever started the program reads when it is ready: where the page is, and how to log in.</summary>
internal static class Banner
{
    /// <param name="app">The process.</param>
    /// <param name="data">Where everything is kept, in words.</param>
    public static string Text(WebApplication app, string data)
    {
        var server = app.Services.GetRequiredService<IServer>();
        var address = server.Features.Get<IServerAddressesFeature>()!.Addresses.First();
        var text = new StringBuilder()
            .AppendLine($"  page     {address}/swagger")
            .AppendLine($"  data     {data}");
        if (app.Configuration["Auth:Authority"] is { Length: > 0 } authority)
        {
            text.AppendLine($"  log in   at {authority}, whose tokens are accepted here");
        }
        else if (app.Services.GetService<DemoHospital>() is { IsThere: true })
        {
            Describe(app.Services.GetRequiredService<DemoFile>(), text);
        }

        return text.ToString().TrimEnd();
    }

    private static void Describe(DemoFile demo, StringBuilder text)
    {
        text.AppendLine($"  demo     hospital {demo.Hospital.Id}, {demo.Hospital.Name}; tomorrow is open for booking")
            .AppendLine($"  log in   POST {Login(demo)}, as one of");
        foreach (var person in demo.Logins)
        {
            var type = (int)person.ContactTypeCode.UserType();
            text.AppendLine($"           userTypeId {type}, email {person.Email}, password {person.Password}");
        }
    }

    private static string Login(DemoFile demo) => $"/api/v3/auth/user-sessions with hospitalId {demo.Hospital.Id}";
}
