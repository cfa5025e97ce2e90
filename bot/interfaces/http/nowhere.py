"""Addresses below those of the API that are none of its routes: a problem, not the page."""

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.routing import compile_path

router = APIRouter()
_METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]


@router.api_route("/api/{rest:path}", methods=_METHODS, include_in_schema=False)
@router.api_route("/v1/{rest:path}", methods=_METHODS, include_in_schema=False)
async def nowhere(request: Request) -> None:
    """405 where the schema has this address with another method, else 404."""
    for path, operations in request.app.openapi()["paths"].items():
        if compile_path(path)[0].match(request.url.path):
            raise HTTPException(405, "Method Not Allowed", {"Allow": ", ".join(map(str.upper, operations))})
    raise HTTPException(404, "Not Found")
