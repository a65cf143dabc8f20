using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Scheduling.Gateway.Swagger;

/// <summary>Answers leave out members that are nothing: such a member may be missing, but is never null.</summary>
internal sealed class AnswerSchemas : ISchemaFilter
{
    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        if (schema is not OpenApiSchema { Properties: { } members } answer)
        {
            return;
        }

        foreach (var (name, member) in members)
        {
            if (member is not OpenApiSchema { Type: { } type } plain)
            {
                continue;
            }

            answer.Required ??= new HashSet<string>();
            if (type.HasFlag(JsonSchemaType.Null))
            {
                plain.Type = type & ~JsonSchemaType.Null;
                answer.Required.Remove(name);
            }
            else
            {
                answer.Required.Add(name);
            }
        }
    }
}
