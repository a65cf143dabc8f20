using Microsoft.Extensions.Options;
using Microsoft.OpenApi;
using Scheduling.Gateway.Http;

namespace Scheduling.Gateway.Swagger;

/// <summary>The API's page at <c>/swagger</c> and what it is made of, <c>/swagger/v3/swagger.json</c>.</summary>
internal static class SwaggerSetup
{
    public const string Bearer = "Bearer";
    private const string Document = "v3";

    /// <summary>
    /// The page may load and send only here: no script, font or badge of another host; and stand in no other page, where
    /// somebody could be made to click in it.
    /// </summary>
    private const string OnlyFromHere =
        "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; script-src 'self' 'unsafe-inline'; "
        + "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    public static IServiceCollection AddApiPage(this IServiceCollection services) => services
        .AddEndpointsApiExplorer()
        .AddSwaggerGen(page =>
        {
            page.SwaggerDoc(Document, new OpenApiInfo { Title = "Scheduling", Version = Document });
            page.AddSecurityDefinition(Bearer, new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                BearerFormat = "JWT",
                Description = "The accessToken that POST /api/v3/auth/user-sessions answers.",
            });
            page.CustomSchemaIds(SchemaId);
            page.SupportNonNullableReferenceTypes();
            page.NonNullableReferenceTypesAsRequired();
            page.MapType<RawJson>(() => new OpenApiSchema { Type = JsonSchemaType.Object });
            page.MapType<RawJson?>(() => new OpenApiSchema { Type = JsonSchemaType.Object | JsonSchemaType.Null });
            page.SchemaFilter<AnswerSchemas>();
            page.OperationFilter<DescribedOperations>();
        });

    /// <summary>
    /// Serves nothing where <c>Api:Swagger</c> is false. The page is an endpoint with its own small pipeline: calls of the
    /// API do not pass it.
    /// </summary>
    public static void MapApiPage(this IEndpointRouteBuilder routes)
    {
        if (routes.ServiceProvider.GetRequiredService<IOptions<ApiOptions>>().Value.Swagger)
        {
            routes.Map("/swagger/{**rest}", Page(routes.CreateApplicationBuilder())).ExcludeFromDescription();
        }
    }

    private static RequestDelegate Page(IApplicationBuilder app)
    {
        app.Use(static (context, next) =>
        {
            // What serves files leaves requests alone that an endpoint was found for.
            context.SetEndpoint(null);
            context.Response.Headers.ContentSecurityPolicy = OnlyFromHere;
            context.Response.Headers.XContentTypeOptions = "nosniff";
            context.Response.Headers.XFrameOptions = "DENY";
            context.Response.Headers["Referrer-Policy"] = "no-referrer";
            return next(context);
        });
        app.UseSwagger();
        app.UseSwaggerUI(page =>
        {
            page.DocumentTitle = "Scheduling";
            page.SwaggerEndpoint($"{Document}/swagger.json", "Scheduling");
            page.EnablePersistAuthorization();
            page.DisplayRequestDuration();
        });
        return app.Build();
    }

    /// <summary><c>Listing&lt;CodeAnswer&gt;</c> is named CodeAnswerListing.</summary>
    private static string SchemaId(Type type) =>
        string.Concat(type.GetGenericArguments().Select(SchemaId)) + type.Name.Split('`')[0];
}
